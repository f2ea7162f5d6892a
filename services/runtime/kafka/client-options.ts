import { readFileSync } from 'node:fs';
import type { BaseOptions } from '@platformatic/kafka';
import type { CommonSettings } from '../common-environment';

/** A request without an answer for this long counts as lost, and its connection is closed. */
const REQUEST_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** How every client of a service reaches the brokers: TLS, SCRAM-SHA-512. */
export function clientOptions(settings: CommonSettings): BaseOptions & { requestTimeout: number } {
  const { SERVICE_NAME, KAFKA_BOOTSTRAP, KAFKA_CREDENTIALS, KAFKA_CA_FILE, KAFKA_CLIENT_RACK } = settings;
  return {
    clientId: SERVICE_NAME,
    bootstrapBrokers: KAFKA_BOOTSTRAP,
    tls: KAFKA_CA_FILE === undefined ? {} : { ca: readFileSync(KAFKA_CA_FILE, 'utf8') },
    sasl: { mechanism: 'SCRAM-SHA-512', ...KAFKA_CREDENTIALS },
    ...(KAFKA_CLIENT_RACK !== undefined && { clientRack: KAFKA_CLIENT_RACK }),
    connectTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retries: 3,
    retryDelay: 250,
  };
}
