import pino, { type Logger as Pino } from 'pino';

/** Fields of a log line. Never a record's key, value or headers: logs are read by more people than records. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one line of JSON for each event, under a fixed name that can be searched and counted. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** The logger of a service: JSON lines on stdout. */
export function createLogger(service: string, level: string): Logger {
  const lines = pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
  const at =
    (write: keyof Pick<Pino, 'debug' | 'info' | 'warn' | 'error'>) =>
    (event: string, fields: LogFields = {}): void => {
      lines[write]({ event, ...plain(fields) });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A logger that says nothing. */
export const silentLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Errors have no enumerable fields: without this they would be logged as `{}`. */
function plain(fields: LogFields): LogFields {
  const { error } = fields;
  if (!(error instanceof Error)) return fields;
  return { ...fields, error: error.message, errorName: error.name, causes: causesOf(error) };
}

function causesOf(error: Error): string[] | undefined {
  const nested = error instanceof AggregateError ? error.errors : [error.cause];
  const messages = nested
    .filter((cause): cause is Error => cause instanceof Error)
    .map((cause) => cause.message);
  return messages.length === 0 ? undefined : [...new Set(messages)].slice(0, 5);
}
