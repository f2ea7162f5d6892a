import type { JsonSchema } from '../../../lib/project/load-workload';
import { pick } from '../random';
import type { MakerOptions, RecordData, RecordMaker } from './record-maker';

export interface SchemaRecordsOptions extends MakerOptions {
  readonly schema: JsonSchema;
  /** Makes one value that should follow the schema, another at every call. */
  readonly sample: () => unknown;
  readonly isValid: (data: unknown) => boolean;
}

/** Samples made in advance: enough variety for a load, and cheap to send. */
const POOL = 400;
/** Some generated values miss a rule (`multipleOf` with decimals, say): this many tries per sample wanted. */
const TRIES_PER_SAMPLE = 3;

/**
 * Records for a schema nobody wrote a maker for: random but valid, made in advance. At most 400 keys.
 * The schema's own `examples`, where it has valid ones, are used instead of random values.
 * @throws when not one valid record came out
 */
export function schemaRecords(options: SchemaRecordsOptions): RecordMaker {
  const { keyField, keys, schema } = options;
  const pool = validSamples(options);
  const keyValues = keyField === undefined ? [] : distinctKeys(pool, keyField).slice(0, keys);
  const timeFields = dateTimeFields(schema);
  if (keyField !== undefined && keyValues.length === 0) {
    throw new Error(
      `none of the records made for the schema ${nameOf(schema)} has a text or number in the key field "${keyField}": require one in the schema, or correct the stream's "key"`,
    );
  }

  return {
    keys: keyField === undefined ? keys : keyValues.length,
    make({ rank, at, random }) {
      const data = pick(random, pool);
      const times = timeFields.filter((field) => field in data).map((field) => [field, at]);
      const key = keyField === undefined ? {} : { [keyField]: keyValues[rank] };
      return { ...data, ...Object.fromEntries(times), ...key };
    },
  };
}

function validSamples({ schema, sample, isValid }: SchemaRecordsOptions): RecordData[] {
  const examples = Array.isArray(schema['examples']) ? schema['examples'].filter(isValid) : [];
  if (examples.length > 0) return examples;
  const valid: RecordData[] = [];
  for (let tries = 0; tries < POOL * TRIES_PER_SAMPLE && valid.length < POOL; tries += 1) {
    const data = sample();
    if (isObject(data) && isValid(data)) valid.push(data);
  }
  if (valid.length === 0) {
    throw new Error(
      `no valid record could be made for the schema ${nameOf(schema)}: add a few to its "examples", and the load will use those`,
    );
  }
  return valid;
}

/** Two values that read alike as text are one key to Kafka. */
function distinctKeys(pool: readonly RecordData[], keyField: string): unknown[] {
  const keyed = pool.filter((data) => isKey(data[keyField]));
  return [...new Map(keyed.map((data) => [String(data[keyField]), data[keyField]])).values()];
}

/** What the edge takes for a key. */
function isKey(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function isObject(value: unknown): value is RecordData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Top-level moments, which a live load sets to the present. */
function dateTimeFields(schema: JsonSchema): string[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  return Object.entries(properties)
    .filter(([, property]) => isObject(property) && property['format'] === 'date-time')
    .map(([name]) => name);
}

function nameOf(schema: JsonSchema): string {
  return String(schema['$id'] ?? schema['title'] ?? '(unnamed)');
}
