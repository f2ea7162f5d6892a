import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plan } from '../../lib/capacity/plan';
import { allStages, LOCAL_STAGE, stageNamed } from '../../lib/config/stages';
import { edgeStreams } from '../../lib/project/edge-streams';
import { type JsonSchema, loadWorkload, workloadNames } from '../../lib/project/load-workload';
import { topologyOf } from '../../lib/workload/topology';
import { type LoadStream, loadStreams } from '../../local/load/load-stream';
import { makerFor, type Sampler } from '../../local/load/records/maker-for';
import { compileValidator } from '../../services/edge/validate-data';

const SCHEMAS = join(__dirname, '..', '..', 'schemas');
const workloads = workloadNames().map((name) => ({ name, ...loadWorkload(name) }));

/** Workloads that repeat a document's contradictions for the plan to show. */
const NOT_TO_DEPLOY: readonly string[] = ['event-pipeline-as-documented'];

/** Every stream of every workload, as the edge and the generator see it. */
const streams = workloads.flatMap(({ name, workload, schemas }) =>
  Object.entries(workload.streams).map(([stream, definition]) => ({
    title: `${name}: ${stream}`,
    stream,
    definition,
    schema: schemas[stream] ?? {},
  })),
);
const schemaFiles = readdirSync(SCHEMAS).map((file) => {
  const schema: JsonSchema = require(join(SCHEMAS, file));
  return { file, schema };
});

describe.each(workloads)('the workload $name', ({ name, workload, schemas }) => {
  test.each([...allStages(), LOCAL_STAGE])('can be planned for $name', (stage) => {
    const { topics, findings } = plan(workload, stage);

    expect(topics.map((topic) => topic.name)).toEqual(expect.arrayContaining(Object.keys(workload.streams)));
    if (NOT_TO_DEPLOY.includes(name)) return;
    expect(findings.filter(({ severity }) => severity === 'problem')).toEqual([]);
  });

  test('carries the name of its file, and names nothing twice', () => {
    const { topics, clients } = topologyOf(workload);
    const groups = clients.flatMap(({ group }) => group ?? []);

    expect(workload.name).toBe(name);
    for (const names of [topics.map((topic) => topic.name), clients.map((client) => client.name), groups]) {
      expect(names).toEqual([...new Set(names)]);
    }
  });

  test('has one source for each raw stream, so that a load can be sent here', () => {
    const raw = Object.keys(workload.streams).filter((stream) => workload.streams[stream]?.kind === 'raw');
    const sent = loadStreams({ workload, schemas, file: '' }, { scale: 1 }).map(({ stream }) => stream);

    expect(sent).toEqual(expect.arrayContaining(raw));
    expect(Object.keys(workload.sources)).toHaveLength(1);
    expect(
      Object.keys(workload.sources).flatMap((source) => edgeStreams(workload, schemas, source)),
    ).toHaveLength(sent.length);
  });
});

describe('the schemas of the streams', () => {
  test.each(streams)('$title compiles as the edge compiles it', ({ stream, schema }) => {
    expect(() =>
      compileValidator({ stream, topic: stream, schema, schemaId: String(schema['$id']) }),
    ).not.toThrow();
  });

  test.each(streams.filter(({ definition }) => definition.key !== undefined))(
    '$title has its key, a text that is never empty',
    ({ definition, schema }) => {
      const { key = '' } = definition;

      expect(schema['required']).toContain(key);
      expect(Object(schema['properties'])[key]).toMatchObject({
        type: 'string',
        minLength: 1,
        maxLength: expect.any(Number),
      });
    },
  );

  test.each(schemaFiles)(
    '$file is named after its file, says what it is, and is used',
    ({ file, schema }) => {
      expect(schema).toMatchObject({
        $schema: 'http://json-schema.org/draft-07/schema#',
        $id: `penstock:${file.slice(0, -'.json'.length)}`,
        description: expect.stringMatching(/\.$/),
      });
      expect(streams.map(({ definition }) => definition.schema)).toContain(`schemas/${file}`);
    },
  );

  test.each(schemaFiles)('$file bounds what a sender chooses', ({ schema }) => {
    expect(unboundedIn(schema, '')).toEqual([]);
  });
});

describe('records for a load', () => {
  const random = sampled(schemaFiles.map(({ schema }) => schema));
  const sampler: Sampler = async (schema) => {
    const records = [...(random[String(schema['$id'])] ?? [])];
    return () => records.pop();
  };

  test.each(streams)('$title: valid ones can be made, of many keys', async (stream) => {
    const maker = await makerFor(loadStreamOf(stream), 'seed', sampler);

    expect(maker.keys).toBe(100);
  });
});

describe('what the documents say', () => {
  const planned = (name: string, stream: string) =>
    plan(loadWorkload(name).workload, stageNamed('prod')).topics.find((topic) => topic.name === stream);

  test('orders_raw and orders_latest get exactly their partitions and settings', () => {
    expect(planned('orders', 'orders_raw')).toMatchObject({ partitions: 48, replicationFactor: 3 });
    expect(planned('orders', 'orders_raw')?.configs).toEqual({
      'cleanup.policy': 'delete',
      'retention.ms': '604800000',
      'min.insync.replicas': '2',
      'message.timestamp.type': 'LogAppendTime', // the platform's own
    });
    expect(planned('orders', 'orders_latest')).toMatchObject({ partitions: 12, replicationFactor: 3 });
    expect(planned('orders', 'orders_latest')?.configs).toEqual({
      'cleanup.policy': 'compact',
      'min.compaction.lag.ms': '3600000',
      'delete.retention.ms': '86400000', // Kafka's default
      'min.insync.replicas': '2', // the platform's own, and the next
      'message.timestamp.type': 'LogAppendTime',
    });
  });

  test('event-pipeline peaks at 5 million records of 2 kB, and averages 86 TB a day', () => {
    const raw = Object.values(loadWorkload('event-pipeline').workload.streams).filter(
      ({ kind }) => kind === 'raw',
    );
    const sum = (value: (load: (typeof raw)[number]['load']) => number) =>
      raw.reduce((total, { load }) => total + value(load), 0);

    expect(sum((load) => load.peakPerSecond)).toBe(5_000_000);
    expect(sum((load) => load.peakPerSecond * load.recordBytes)).toBe(5_000_000 * 2_000);
    expect(sum((load) => load.averagePerSecond * load.recordBytes) * 86_400).toBe(86.4e12);
    expect(raw.map(({ retentionHours, archive }) => [retentionHours, archive?.days])).toEqual(
      raw.map(() => [7 * 24, 365]),
    );
  });

  test('event-streaming has its three groups, each with what it reads', () => {
    const { clients } = topologyOf(loadWorkload('event-streaming').workload);
    const reads = (group: string) => clients.find((client) => client.group === group)?.reads;

    expect(reads('analytics')).toEqual(['user-events', 'orders']);
    expect(reads('ml-training')).toEqual(['user-events', 'inventory']);
    expect(reads('compliance')).toEqual(expect.arrayContaining(['orders']));
    expect(reads('compliance')).not.toContain('user-events');
    expect(
      ['user-events', 'orders', 'inventory'].map((topic) => planned('event-streaming', topic)?.partitions),
    ).toEqual([3, 4, 2]);
  });

  test('in commerce OrderCreated reaches three services, whose answers all reach the order service', () => {
    const { workload, schemas } = loadWorkload('commerce');
    const types = (stream: string) => Object(schemas[stream]?.['properties'])['type']?.enum;
    const readers = (stream: string) =>
      Object.keys(workload.consumers).filter((name) => workload.consumers[name]?.reads.includes(stream));

    expect(types('order-events')).toContain('OrderCreated');
    expect(readers('order-events')).toEqual(
      expect.arrayContaining(['inventory-service', 'payment-service', 'notification-service']),
    );
    for (const [stream, type] of [
      ['inventory-events', 'InventoryReserved'],
      ['payment-events', 'PaymentProcessed'],
      ['notification-events', 'EmailSent'],
    ] as const) {
      expect(types(stream)).toContain(type);
      expect(readers(stream)).toContain('order-service');
    }
  });
});

/** Random records per `$id`. The library is an ES module, which jest cannot load: another Node makes them. */
function sampled(schemas: readonly JsonSchema[]): Readonly<Record<string, readonly unknown[]>> {
  const program = `
    import { createGeneratorSync } from 'json-schema-faker';
    import { readFileSync } from 'node:fs';
    const made = JSON.parse(readFileSync(0, 'utf8')).map((schema) => {
      const generator = createGeneratorSync({ seed: 1 });
      return [schema.$id, Array.from({ length: 450 }, () => generator.generate({ ...schema }))];
    });
    process.stdout.write(JSON.stringify(Object.fromEntries(made)));`;
  const options = { input: JSON.stringify(schemas), encoding: 'utf8', maxBuffer: 1e9 } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], options));
}

function loadStreamOf({ stream, definition, schema }: (typeof streams)[number]): LoadStream {
  return {
    stream,
    source: 'edge',
    ...(definition.key !== undefined && { keyField: definition.key }),
    ordering: 'none',
    schema,
    archived: false,
    averagePerSecond: 1,
    peakPerSecond: 1,
    keys: 100,
    hottestKeyShare: 0.02,
  };
}

/** Parts of a schema that would take a text, a list or an object of any size, or a pattern that may backtrack. */
function unboundedIn(schema: JsonSchema, path: string): string[] {
  const types = [schema['type']].flat();
  const own = [
    types.includes('string') &&
      !['maxLength', 'enum', 'format', 'pattern'].some((bound) => bound in schema) &&
      'a text of any length',
    types.includes('array') && !('maxItems' in schema) && 'a list of any length',
    types.includes('object') &&
      schema['additionalProperties'] !== false &&
      !('maxProperties' in schema) &&
      'an object of any size',
    'pattern' in schema &&
      !/^\^\[[^\]]+\]\{\d+\}\$$/.test(String(schema['pattern'])) &&
      'a pattern to think about',
  ].flatMap((problem) => (problem === false ? [] : `${path}: ${problem}`));
  const properties: [string, JsonSchema][] = Object.entries(Object(schema['properties']));
  return [
    ...own,
    ...properties.flatMap(([name, property]) => unboundedIn(property, `${path}/${name}`)),
    ...(typeof schema['additionalProperties'] === 'object'
      ? unboundedIn(Object(schema['additionalProperties']), `${path}/*`)
      : []),
    ...('items' in schema ? unboundedIn(Object(schema['items']), `${path}/items`) : []),
  ];
}
