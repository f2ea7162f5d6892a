import { parseWorkload } from '../../lib/workload/parse-workload';
import { orderingOf } from '../../lib/workload/workload';
import { SMALL_WORKLOAD, streamInput, workloadOf } from '../support/workload-of';

const refusal = (input: unknown): string => {
  try {
    parseWorkload('mine.ts', input);
  } catch (error) {
    return String(error);
  }
  throw new Error('the workload was accepted');
};
const withStreams = (streams: Record<string, unknown>) => ({
  ...SMALL_WORKLOAD,
  streams: { ...SMALL_WORKLOAD.streams, ...streams },
});

describe('parseWorkload', () => {
  test('fills in every default', () => {
    const workload = parseWorkload('mine.ts', SMALL_WORKLOAD);

    expect(workload.growth).toEqual({ yearlyRatio: 1.5, horizonMonths: 12 });
    expect(workload.cluster).toEqual({ family: 'cheapest', kafkaVersion: '3.9.x.kraft' });
    expect(workload.consumers['billing']).toMatchObject({
      delivery: 'at-least-once',
      retryDelaysSeconds: [10, 60, 600],
      writes: [],
    });
  });

  test('shows all problems together, with path, expectation and what was given', () => {
    const message = refusal({
      ...SMALL_WORKLOAD,
      objectives: { endToEndP99Ms: -1, availability: 2 },
      streams: { orders: streamInput({ retentionHours: 0 }) },
      consumers: { billing: { runtime: 'jvm', reads: ['invoices'] } },
    });

    expect(message).toBe(`WorkloadError: mine.ts has 5 problems
  objectives.endToEndP99Ms: expected a number of more than 0, got -1
  objectives.availability: expected a number of less than 1, got 2
  streams.orders.retentionHours: expected a number of more than 0, got 0
  consumers.billing.runtime: expected one of "service", "flink", got "jvm"
  consumers.billing.reads.0: expected one of the streams orders; got "invoices"`);
  });

  test.each([
    ['nothing at all', undefined, 'the file: expected an object, got nothing'],
    ['a list', [], 'the file: expected an object, got []'],
    ['a misspelt setting', { ...SMALL_WORKLOAD, stream: {} }, 'stream: no such setting'],
    ['no stream', { ...SMALL_WORKLOAD, streams: {} }, 'streams: expected at least one stream'],
    ['a name with a space', withStreams({ 'or ders': streamInput() }), 'streams.or ders: expected a name of'],
    [
      'a colon in a group',
      { ...SMALL_WORKLOAD, consumers: { billing: { runtime: 'service', reads: ['orders'], group: 'a:b' } } },
      'MSK reports no lag',
    ],
    [
      'a consumer that reads nothing',
      { ...SMALL_WORKLOAD, consumers: { billing: { runtime: 'service', reads: [] } } },
      'consumers.billing.reads: expected at least 1 entry, got []',
    ],
    [
      'NaN',
      withStreams({ orders: streamInput({ retentionHours: Number.NaN }) }),
      'streams.orders.retentionHours: expected a number, got NaN',
    ],
    [
      'a rate no cluster carries',
      withStreams({
        orders: streamInput({ load: { peakPerSecond: 1e15, averagePerSecond: 1, recordBytes: 1 } }),
      }),
      'expected a number of at most 1,000,000,000, got 1000000000000000',
    ],
    [
      'zero-byte records',
      withStreams({
        orders: streamInput({ load: { peakPerSecond: 1, averagePerSecond: 1, recordBytes: 0 } }),
      }),
      'streams.orders.load.recordBytes: expected a number of at least 1, got 0',
    ],
    [
      'an average above the peak',
      withStreams({
        orders: streamInput({ load: { peakPerSecond: 1, averagePerSecond: 2, recordBytes: 1 } }),
      }),
      'expected at most the peak of 1, got 2',
    ],
    [
      'order per key without a key',
      withStreams({ orders: { ...streamInput({ ordering: 'per-key' }), key: undefined } }),
      'streams.orders.key: expected the field that orders records',
    ],
    [
      'an archived compacted stream',
      withStreams({ orders: streamInput({ kind: 'compacted', archive: { days: 1 } }) }),
      'a compacted stream cannot be archived',
    ],
    [
      'global order over many partitions',
      withStreams({ orders: streamInput({ ordering: 'global', partitions: 3 }) }),
      'streams.orders.partitions: expected 1, because ordering is global; got 3',
    ],
    [
      'a stream nobody writes',
      withStreams({ invoices: streamInput() }),
      'streams.invoices: nothing writes it',
    ],
    [
      'a derived stream without a writer',
      withStreams({ totals: streamInput({ kind: 'derived' }) }),
      'streams.totals: is derived, but no consumer writes it',
    ],
    [
      'names that differ only in dot and underscore',
      {
        ...withStreams({ 'a.b': streamInput(), a_b: streamInput() }),
        sources: { edge: { kind: 'http', streams: ['orders', 'a.b', 'a_b'] } },
      },
      'streams.a_b: Kafka\'s metrics cannot tell it from "a.b"',
    ],
    [
      'a stream named like a generated topic',
      {
        ...withStreams({ 'billing.dead-letter': streamInput() }),
        sources: { edge: { kind: 'http', streams: ['orders', 'billing.dead-letter'] } },
      },
      'streams.billing.dead-letter: the platform generates a topic of this name',
    ],
    [
      'a consumer with a reserved name',
      { ...SMALL_WORKLOAD, consumers: { archiver: { runtime: 'service', reads: ['orders'] } } },
      'consumers.archiver: "archiver" is a name the platform uses itself',
    ],
    [
      'a consumer named like a source',
      { ...SMALL_WORKLOAD, consumers: { edge: { runtime: 'service', reads: ['orders'] } } },
      'consumers.edge: there is a source named "edge" too',
    ],
    [
      'a stream listed twice',
      { ...SMALL_WORKLOAD, sources: { edge: { kind: 'http', streams: ['orders', 'orders'] } } },
      'sources.edge.streams.1: "orders" stands in the list twice',
    ],
  ])('refuses %s', (_, input, message) => {
    expect(refusal(input)).toContain(message);
  });

  test('refuses consumers that feed each other in a loop', () => {
    const message = refusal({
      ...withStreams({ totals: streamInput({ kind: 'derived' }) }),
      consumers: {
        add: { runtime: 'service', reads: ['orders'], writes: ['totals'] },
        spread: { runtime: 'service', reads: ['totals'], writes: ['orders'] },
      },
    });

    expect(message).toContain('consumers.add.writes: closes the loop add → spread → add');
  });

  test('accepts a diamond, which is no loop', () => {
    const derived = streamInput({ kind: 'derived' });

    const accepted = workloadOf({
      streams: { orders: streamInput(), left: derived, right: derived },
      consumers: {
        split: { runtime: 'service', reads: ['orders'], writes: ['left', 'right'] },
        join: { runtime: 'service', reads: ['left', 'right'] },
      },
    });

    expect(Object.keys(accepted.consumers)).toEqual(['split', 'join']);
  });
});

describe('nonsense', () => {
  const stream = (overrides: Record<string, unknown>) => ({
    ...SMALL_WORKLOAD,
    streams: { orders: { ...streamInput(), ...overrides } },
  });
  const load = (overrides: Record<string, unknown>) =>
    stream({ load: { peakPerSecond: 1_000, averagePerSecond: 500, recordBytes: 1_000, ...overrides } });
  const stated = (statements: Record<string, unknown>) => ({ ...SMALL_WORKLOAD, stated: statements });

  test.each([
    ['a negative rate', load({ peakPerSecond: -1 }), 'streams.orders.load.peakPerSecond'],
    ['no rate', load({ peakPerSecond: 0 }), 'streams.orders.load.peakPerSecond'],
    ['a rate that is not a number', load({ peakPerSecond: Number.NaN }), 'expected a number, got NaN'],
    ['an endless rate', load({ peakPerSecond: Number.POSITIVE_INFINITY }), 'got Infinity'],
    ['a rate as text', load({ peakPerSecond: '5M' }), 'expected a number, got "5M"'],
    ['part of a byte', load({ recordBytes: 0.5 }), 'streams.orders.load.recordBytes'],
    ['compression that makes records larger', load({ compressionRatio: 0.5 }), 'compressionRatio'],
    ['a negative retention', stream({ retentionHours: -1 }), 'streams.orders.retentionHours'],
    ['no partitions', stream({ partitions: 0 }), 'streams.orders.partitions'],
    ['half a partition', stream({ partitions: 1.5 }), 'expected a whole number, got 1.5'],
    ['a statement nobody knows', stated({ brokerCount: 12 }), 'stated.brokerCount: no such setting'],
    [
      'no brokers stated',
      stated({ brokers: { count: 0, instanceType: 'c5.2xlarge' } }),
      'stated.brokers.count: expected a number of at least 1, got 0',
    ],
    ['an error ratio above one', stated({ alarms: { errorRatio: 5 } }), 'stated.alarms.errorRatio'],
    ['a negative volume a day', stated({ bytesPerDay: -1 }), 'stated.bytesPerDay'],
    ['a promise without a name', stated({ promises: ['web-scale'] }), 'expected one of "zero-loss"'],
    [
      'a percentile of a hundred',
      stated({ latencies: [{ where: 'here', percentile: 100, milliseconds: 1 }] }),
      'stated.latencies.0.percentile: expected a number of less than 100, got 100',
    ],
    [
      'a Kafka version that is none',
      stated({ kafka: { version: 'latest', metadata: 'kraft' } }),
      'stated.kafka.version: expected a Kafka version such as "2.8"',
    ],
  ])('refuses %s', (_, input, message) => {
    expect(refusal(input)).toContain(message);
  });

  test('a name that stands twice in a JSON file is the parser’s last one, and its reader is told what is missing', () => {
    const text = JSON.stringify(SMALL_WORKLOAD).replace('"sources"', '"streams":{},"sources"');

    expect(refusal(JSON.parse(text))).toContain('streams: expected at least one stream');
  });

  test('a name shared by a source and a consumer, and a stream listed twice, are one refusal', () => {
    const message = refusal({
      ...SMALL_WORKLOAD,
      sources: { edge: { kind: 'http', streams: ['orders', 'orders'] } },
      consumers: { edge: { runtime: 'service', reads: [], group: 'a:b' } },
    });

    expect(message).toContain('mine.ts has 4 problems');
  });
});

describe('orderingOf', () => {
  const orderOf = (overrides: Parameters<typeof streamInput>[0]) => {
    const { streams } = workloadOf({ streams: { orders: streamInput(overrides) } });
    return streams['orders'] && orderingOf(streams['orders']);
  };

  test('is per key where there is a key', () => {
    expect(orderOf({})).toBe('per-key');
  });

  test('is none where there is no key', () => {
    expect(orderOf({ key: undefined })).toBe('none');
  });

  test('is what the file says', () => {
    expect(orderOf({ ordering: 'global' })).toBe('global');
  });
});
