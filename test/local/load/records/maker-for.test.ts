import { execFileSync } from 'node:child_process';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { type JsonSchema, loadWorkload } from '../../../../lib/project/load-workload';
import { type LoadStream, loadStreams } from '../../../../local/load/load-stream';
import { randomFrom } from '../../../../local/load/random';
import { makerFor, type Sampler } from '../../../../local/load/records/maker-for';
import type { RecordData, RecordMaker } from '../../../../local/load/records/record-maker';

/** The library is an ES module, which jest cannot load: another Node makes the samples in advance. */
const SAMPLES = `
  import { createGeneratorSync } from 'json-schema-faker';
  const [schema, seed] = process.argv.slice(-2).map((text) => JSON.parse(text));
  const generator = createGeneratorSync({ seed });
  process.stdout.write(JSON.stringify(Array.from({ length: 1_200 }, () => generator.generate(schema))));
`;
const sampler: Sampler = async (schema, seed) => {
  const args = ['--input-type=module', '--eval', SAMPLES, JSON.stringify(schema), JSON.stringify(seed)];
  const samples: unknown[] = JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 }),
  );
  return () => samples.pop();
};
const noSampler: Sampler = () => Promise.reject(new Error('no random records were needed'));

const realistic = loadStreams(loadWorkload('realtime-analytics'), { scale: 1, keys: 50 });

function streamOf(schema: JsonSchema, overrides: Partial<LoadStream> = {}): LoadStream {
  const [template] = realistic;
  if (template === undefined) throw new Error('the workload has no stream');
  return { ...template, stream: 'orders', keyField: 'orderId', schema, ...overrides };
}

function recordsOf(maker: RecordMaker, count: number): RecordData[] {
  const random = randomFrom('records');
  return Array.from({ length: count }, (_, index) =>
    maker.make({ rank: index % maker.keys, id: `id-${index}`, at: '2026-01-01T08:00:00.000Z', random }),
  );
}

/** The records that do not follow the schema. */
function invalidOf(schema: JsonSchema, records: readonly RecordData[]): RecordData[] {
  const validate = addFormats(new Ajv({ strict: false })).compile(schema);
  return records.filter((record) => !validate(record));
}

const ORDER = {
  $id: 'test:order',
  type: 'object',
  additionalProperties: false,
  required: ['orderId', 'state', 'lines', 'placedAt'],
  definitions: {
    line: {
      type: 'object',
      required: ['sku', 'quantity'],
      properties: {
        sku: { type: 'string', pattern: '^[A-Z]{3}-[0-9]{4,6}$' },
        quantity: { type: 'integer', minimum: 1, exclusiveMaximum: 10 },
        price: { type: 'number', minimum: 0, multipleOf: 0.01 },
      },
    },
  },
  properties: {
    orderId: { type: 'string', format: 'uuid' },
    state: { const: 'open' },
    lines: { type: 'array', minItems: 1, maxItems: 4, items: { $ref: '#/definitions/line' } },
    placedAt: { type: 'string', format: 'date-time' },
    note: { type: ['string', 'null'], maxLength: 20 },
    contact: { oneOf: [{ type: 'string', format: 'email' }, { type: 'null' }] },
  },
};

describe('makerFor', () => {
  test.each(realistic.map((stream) => [stream.stream, stream] as const))(
    'makes realistic %s that follow the schema, for every key',
    async (_, stream) => {
      const maker = await makerFor(stream, 'seed', noSampler);

      const records = recordsOf(maker, 5_000);

      expect(invalidOf(stream.schema, records)).toEqual([]);
      expect(new Set(records.map((record) => record[stream.keyField ?? ''])).size).toBe(50);
    },
  );

  test('makes random valid records for a schema of the user', async () => {
    const maker = await makerFor(streamOf(ORDER), 'seed', sampler);

    const records = recordsOf(maker, 1_000);

    expect(invalidOf(ORDER, records)).toEqual([]);
    expect(maker.keys).toBe(50);
    expect(new Set(records.map((record) => record['orderId'])).size).toBe(50);
    expect(records.every((record) => record['placedAt'] === '2026-01-01T08:00:00.000Z')).toBe(true);
  });

  test('falls back to random records when a known schema was edited', async () => {
    const [stream] = realistic;
    if (stream === undefined) throw new Error('the workload has no stream');
    const properties = { ...Object(stream.schema['properties']), consent: { type: 'boolean' } };
    const required = [...Object(stream.schema['required']), 'consent'];
    const schema = { ...stream.schema, properties, required };

    const maker = await makerFor({ ...stream, schema }, 'seed', sampler);

    expect(invalidOf(schema, recordsOf(maker, 100))).toEqual([]);
  });

  test('prefers the examples of a schema to random values', async () => {
    const examples = [{ orderId: 'a' }, { orderId: 'b' }, { orderId: 7 }];
    const schema = {
      type: 'object',
      required: ['orderId'],
      properties: { orderId: { type: 'string' } },
      examples,
    };

    const maker = await makerFor(streamOf(schema), 'seed', sampler);

    expect(maker.keys).toBe(2);
    expect(new Set(recordsOf(maker, 20).map((record) => record['orderId']))).toEqual(new Set(['a', 'b']));
  });

  test('makes records without a key', async () => {
    const { keyField: _, ...keyless } = streamOf(ORDER);

    const maker = await makerFor(keyless, 'seed', sampler);

    expect(invalidOf(ORDER, recordsOf(maker, 100))).toEqual([]);
  });

  test('is deterministic by seed', async () => {
    const made = async (seed: string) => recordsOf(await makerFor(streamOf(ORDER), seed, sampler), 20);

    expect(await made('one')).toEqual(await made('one'));
    expect(await made('one')).not.toEqual(await made('two'));
  });

  test('says what to do when it can make no valid record, or none with a key', async () => {
    const impossible = { $id: 'test:never', type: 'object', not: {} };
    const keyless = { $id: 'test:flat', type: 'object', properties: { orderId: { type: 'boolean' } } };

    await expect(makerFor(streamOf(impossible), 'seed', sampler)).rejects.toThrow(
      'for the schema test:never: add a few to its "examples"',
    );
    await expect(makerFor(streamOf(keyless), 'seed', sampler)).rejects.toThrow('in the key field "orderId"');
  });
});
