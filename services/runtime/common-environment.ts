import { z } from 'zod';
import { port } from './environment-types';

const BOOTSTRAP = /^[^\s,:]+:\d{1,5}(,[^\s,:]+:\d{1,5})*$/;

const credentials = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'JSON: {"username":"…","password":"…"}' });
      return z.NEVER;
    }
  })
  .pipe(
    z.object(
      { username: z.string().min(1, 'a user name'), password: z.string().min(1, 'a password') },
      'JSON: {"username":"…","password":"…"}',
    ),
  );

/** Variables every service reads. */
export const commonEnvironment = z.object({
  /** Name in logs, metrics and as the Kafka client id. */
  SERVICE_NAME: z.string().min(1),
  /** Brokers to ask first: `host:port,…`. */
  KAFKA_BOOTSTRAP: z
    .string()
    .regex(BOOTSTRAP, 'host:port[,host:port…]')
    .transform((list) => list.split(',')),
  /** SCRAM user, in the form of an `AmazonMSK_` secret: `{"username","password"}`. */
  KAFKA_CREDENTIALS: credentials,
  /** PEM file with the authority that signed the brokers' certificates. @default - the authorities Node trusts */
  KAFKA_CA_FILE: z.string().optional(),
  /** Availability zone id, to read from the nearest replica. @default - read from leaders */
  KAFKA_CLIENT_RACK: z.string().optional(),
  /** Address health and metrics listen on. @default '0.0.0.0' */
  HTTP_HOST: z.string().default('0.0.0.0'),
  /** Port of health and metrics. @default 9090 */
  OPS_PORT: port.default(9090),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** Settings every service has. */
export type CommonSettings = z.output<typeof commonEnvironment>;
