import type { OutgoingRecord } from '../runtime/kafka/record-producer';
import type { StreamDefinition } from './stream-definition';
import type { DataProblem, DataValidator } from './validate-data';

/** A stream with its compiled schema. */
export interface AcceptedStream {
  readonly definition: StreamDefinition;
  readonly validate: DataValidator;
}

/** What is true for all events of a request. */
export interface Arrival {
  /** When it arrived; the time of events that carry none. */
  readonly time: string;
  /** W3C trace context of the request, for events that carry none. */
  readonly traceparent?: string;
}

export type RecordResult = { readonly record: OutgoingRecord } | { readonly problem: DataProblem };

type Fields = Readonly<Record<string, unknown>>;
type Header = OutgoingRecord['headers'][number];

/** Made once: each record has them. */
const NAMES = {
  specversion: Buffer.from('ce_specversion'),
  id: Buffer.from('ce_id'),
  type: Buffer.from('ce_type'),
  source: Buffer.from('ce_source'),
  time: Buffer.from('ce_time'),
  dataschema: Buffer.from('ce_dataschema'),
  contentType: Buffer.from('content-type'),
  traceparent: Buffer.from('traceparent'),
};
const SPEC_VERSION = Buffer.from('1.0');
const CONTENT_TYPE = Buffer.from('application/json');

const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;
const EXTENSION_NAME = /^[a-z0-9]{1,40}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;
const MAX_ATTRIBUTE_LENGTH = 1024;
/** Attributes that have a rule of their own; every other is an extension. */
const CORE = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'datacontenttype',
  'dataschema',
  'data',
  'traceparent',
]);

/** A CloudEvent as a Kafka record, in the binary mode of the Kafka binding: the data is the value, the rest are headers. */
export function toRecord(event: unknown, stream: AcceptedStream, arrival: Arrival): RecordResult {
  if (!isObject(event))
    return { problem: { field: 'event', message: 'must be a CloudEvent: a JSON object' } };
  const problem = attributeProblem(event, stream) ?? stream.validate(event['data']);
  if (problem !== undefined) return { problem };

  const data = event['data'];
  const { key: keyField } = stream.definition;
  const key = keyField === undefined ? null : keyOf(data, keyField);
  if (key === undefined) {
    return {
      problem: { field: `/${keyField}`, message: 'is the key of this stream: must be a text or a number' },
    };
  }
  return {
    record: { key, value: Buffer.from(JSON.stringify(data)), headers: headersOf(event, stream, arrival) },
  };
}

function attributeProblem(event: Fields, { definition }: AcceptedStream): DataProblem | undefined {
  if (event['specversion'] !== '1.0') return bad('specversion', 'must be "1.0"');
  for (const name of ['id', 'source', 'type']) {
    if (!isText(event[name])) return bad(name, `must be a text of 1 to ${MAX_ATTRIBUTE_LENGTH} characters`);
  }
  const { time, datacontenttype: contentType = 'application/json', dataschema = definition.schemaId } = event;
  if (time !== undefined && !isTime(time))
    return bad('time', 'must be a timestamp like 2026-01-31T08:15:00Z');
  if (!isText(contentType) || !JSON_TYPE.test(contentType))
    return bad('datacontenttype', 'must be application/json');
  if (dataschema !== definition.schemaId)
    return bad('dataschema', `must be "${definition.schemaId}", or be left out`);
  if (!Object.hasOwn(event, 'data')) return bad('data', 'is required: the record itself, as JSON');
  return extensionProblem(event);
}

function extensionProblem(event: Fields): DataProblem | undefined {
  for (const [name, value] of extensionsOf(event)) {
    if (name === 'data_base64') return bad(name, 'is not taken: send the data as JSON');
    if (!EXTENSION_NAME.test(name))
      return bad(name, 'is no attribute: names are 1 to 40 lower-case letters or digits');
    if (typeof value === 'boolean' || Number.isInteger(value) || value === null) continue;
    if (typeof value !== 'string' || value.length > MAX_ATTRIBUTE_LENGTH) {
      return bad(
        name,
        `must be a text of at most ${MAX_ATTRIBUTE_LENGTH} characters, a whole number, true or false`,
      );
    }
  }
  return undefined;
}

function headersOf(event: Fields, { definition }: AcceptedStream, arrival: Arrival): Header[] {
  const traceparent = isTraceparent(event['traceparent']) ? event['traceparent'] : arrival.traceparent;
  const headers: Header[] = [
    [NAMES.specversion, SPEC_VERSION],
    [NAMES.id, bytesOf(event['id'])],
    [NAMES.type, bytesOf(event['type'])],
    [NAMES.source, bytesOf(event['source'])],
    [NAMES.time, bytesOf(event['time'] ?? arrival.time)],
    [NAMES.dataschema, bytesOf(definition.schemaId)],
    [NAMES.contentType, CONTENT_TYPE],
  ];
  if (isTraceparent(traceparent)) headers.push([NAMES.traceparent, bytesOf(traceparent)]);
  for (const [name, value] of extensionsOf(event)) {
    // null is how JSON says that an attribute is not set.
    if (value !== null) headers.push([Buffer.from(`ce_${name}`), bytesOf(value)]);
  }
  return headers;
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(String(value));
}

function keyOf(data: unknown, field: string): Buffer | undefined {
  const value = isObject(data) && Object.hasOwn(data, field) ? data[field] : undefined;
  if (typeof value === 'string' && value !== '') return Buffer.from(value);
  return typeof value === 'number' ? Buffer.from(String(value)) : undefined;
}

function extensionsOf(event: Fields): [string, unknown][] {
  return Object.entries(event).filter(([name]) => !CORE.has(name));
}

function bad(attribute: string, message: string): DataProblem {
  return { field: `event/${attribute}`, message };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ATTRIBUTE_LENGTH;
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value));
}

function isTraceparent(value: unknown): value is string {
  return typeof value === 'string' && TRACEPARENT.test(value);
}
