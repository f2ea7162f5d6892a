import { isUtf8 } from 'node:buffer';
import { RefusedError } from './refusal';

/** The two ways events come over HTTP as JSON. */
export type EventFormat = 'single' | 'batch';

/** Content type of each, without parameters. */
export const CONTENT_TYPES: Readonly<Record<string, EventFormat>> = {
  'application/cloudevents+json': 'single',
  'application/cloudevents-batch+json': 'batch',
};

/**
 * Events from a request body.
 * @throws RefusedError when it is not the JSON the content type promises, or a number in it cannot be kept exactly
 */
export function parseEvents(body: Buffer, format: EventFormat): unknown[] {
  if (!isUtf8(body)) throw malformed('the body is not UTF-8');
  const text = body.toString('utf8');
  const parsed = parseJson(text);
  if (format === 'single') return [parsed];
  if (!Array.isArray(parsed)) throw malformed('a batch must be a JSON array of CloudEvents');
  if (parsed.length === 0) throw malformed('the batch is empty');
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    if (SUSPECT.test(text)) inspect(text);
    return parsed;
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw malformed(
      `the body is not JSON: ${error instanceof Error ? withoutExcerpt(error.message) : 'unreadable'}`,
    );
  }
}

/** Sixteen digits in a row may be a number that JavaScript would change; the rest spells `__proto__`, plain or escaped. */
const SUSPECT = /\d{16}|__proto__|\\u005f/i;

/** Refuses what would not be written as it was sent, or would reach into the prototype of a careless reader. */
function inspect(text: string): void {
  const check = (name: string, value: unknown, context?: { source?: string }): unknown => {
    if (name === '__proto__') throw malformed('a field is named "__proto__"');
    const { source } = context ?? {};
    if (
      typeof value === 'number' &&
      source !== undefined &&
      /^-?\d+$/.test(source) &&
      String(value) !== source
    ) {
      const field = name.slice(0, 80);
      throw malformed(
        `the number ${source.slice(0, 40)} in "${field}" cannot be kept exactly: send it as a text`,
      );
    }
    return value;
  };
  JSON.parse(text, check);
}

/** V8 quotes the input in its messages; bodies belong in no log and no answer. */
function withoutExcerpt(message: string): string {
  return (
    /at position \d+( \(line \d+ column \d+\))?/.exec(message)?.[0].trim() ?? 'it ends too early or is empty'
  );
}

function malformed(message: string): RefusedError {
  return new RefusedError({ status: 400, error: 'malformed', message });
}
