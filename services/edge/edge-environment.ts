import { z } from 'zod';
import { commonEnvironment } from '../runtime/common-environment';
import { port, wholeNumber } from '../runtime/environment-types';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Variables of the edge. */
export const edgeEnvironment = z.object({
  ...commonEnvironment.shape,
  /** JSON file: `[{ "stream", "topic", "key"?, "schema", "schemaId" }]`. */
  EDGE_STREAMS_FILE: z.string(),
  /** Port records come in on. @default 8080 */
  HTTP_PORT: port.default(8080),
  /** Largest request body, in bytes. @default 4 MiB */
  EDGE_MAX_BODY_BYTES: wholeNumber(KIB, 256 * MIB).default(4 * MIB),
  /** Largest record with its headers, in bytes. Kafka's own default for a topic is 1 MiB too. @default 1 MiB */
  EDGE_MAX_RECORD_BYTES: wholeNumber(KIB, 64 * MIB).default(MIB),
  /** Most records in a request. @default 1000 */
  EDGE_MAX_RECORDS: wholeNumber(1, 100_000).default(1000),
  /** Bytes of bodies held at once before senders are told to wait. @default 64 MiB */
  EDGE_IN_FLIGHT_BYTES: wholeNumber(KIB).default(64 * MIB),
});

export type EdgeSettings = z.output<typeof edgeEnvironment>;
