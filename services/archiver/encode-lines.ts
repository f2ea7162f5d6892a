import { isUtf8 } from 'node:buffer';
import type { ConsumedRecord } from '../runtime/kafka/record-consumer';
import { HeadersEncoder } from './encode-headers';

/** Records as archive lines, one after another in one buffer. */
export interface EncodedLines {
  readonly bytes: Buffer;
  /** For each record, where its line ends. */
  readonly ends: readonly number[];
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const OPENING = [0x7b, 0x5b];
const CLOSING = [0x7d, 0x5d];
const VALUE_NAME = Buffer.from(',"value":');
const END_OF_LINE = Buffer.from('}\n');
const CONTENT_TYPE = Buffer.from('content-type');
const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;

/**
 * Records as lines of JSON: `{"offset":…,"timestamp":…,"key":…,"headers":{…},"value":…}`. JSON values are copied byte by byte, not parsed:
 * what the archive keeps is what the log held. A value that is no JSON, or has a line break in it, is kept as `"b64"`.
 */
export function encodeLines(records: readonly ConsumedRecord[]): EncodedLines {
  const parts: Buffer[] = [];
  const ends: number[] = [];
  const headers = new HeadersEncoder();
  let end = 0;
  for (const record of records) {
    const front = Buffer.from(frontOf(record, headers.encode(record.headers)));
    const { value } = record;
    if (value === null) {
      parts.push(front, END_OF_LINE);
      end += front.length + END_OF_LINE.length;
    } else if (isPlainJson(record, value)) {
      parts.push(front, VALUE_NAME, value, END_OF_LINE);
      end += front.length + VALUE_NAME.length + value.length + END_OF_LINE.length;
    } else {
      const encoded = Buffer.from(`,"b64":"${value.toString('base64')}"`);
      parts.push(front, encoded, END_OF_LINE);
      end += front.length + encoded.length + END_OF_LINE.length;
    }
    ends.push(end);
  }
  return { bytes: Buffer.concat(parts, end), ends };
}

/** Everything of a line before its value. A record without a value (a tombstone) has neither `value` nor `b64`. */
function frontOf({ offset, timestamp, key }: ConsumedRecord, headers: string): string {
  const keyField =
    key === null ? '"key":null' : isUtf8(key) ? `"key":${text(key)}` : `"keyB64":"${key.toString('base64')}"`;
  return `{"offset":${offset},"timestamp":${timestamp},${keyField},"headers":${headers}`;
}

/** JSON by its content type and its first and last byte; a full parse would cost more than everything else here. */
function isPlainJson({ headers }: ConsumedRecord, value: Buffer): boolean {
  const last = value.at(-1) ?? 0;
  const kind = OPENING.indexOf(value[0] ?? 0);
  if (kind < 0 || CLOSING[kind] !== last) return false;
  if (value.includes(LINE_FEED) || value.includes(CARRIAGE_RETURN) || !isUtf8(value)) return false;
  const contentType = headers.find(([name]) => name.equals(CONTENT_TYPE))?.[1];
  return contentType !== undefined && contentType !== null && JSON_TYPE.test(contentType.toString('latin1'));
}

function text(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('utf8'));
}
