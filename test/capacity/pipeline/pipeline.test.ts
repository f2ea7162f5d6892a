import { plan } from '../../../lib/capacity/plan';
import type { Plan } from '../../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../../lib/workload/workload';
import { stageOf } from '../../support/stage-of';
import { streamInput, workloadOf } from '../../support/workload-of';

const GIB = 2 ** 30;
const MONTH_SECONDS = 730 * 3600;
const QUIET = { endToEndP99Ms: 100, availability: 0.999, errorRate: 0 };

const streamOf = (peakPerSecond: number, overrides = {}) =>
  streamInput({
    load: { peakPerSecond, averagePerSecond: peakPerSecond / 2, recordBytes: 1_000 },
    ...overrides,
  });

function planOf(overrides: Partial<WorkloadInput>): Plan {
  return plan(workloadOf({ objectives: QUIET, ...overrides }), stageOf());
}

function usdOf({ cost }: Plan, item: string): number {
  return cost.lines
    .filter((line) => line.item.startsWith(item))
    .reduce((sum, line) => sum + line.usdPerMonth, 0);
}

describe('a Flink job', () => {
  const jobOf = (megabytes: number, stateBytes = 0) =>
    planOf({
      streams: { orders: streamOf(megabytes * 1_000) },
      consumers: { windows: { runtime: 'flink', reads: ['orders'], stateBytes } },
    });

  test.each([
    [20, 7],
    [100, 35],
    [500, 174],
  ])('that reads %d MB/s takes %d KPUs, as AWS works it out: × 2 ÷ 7.5 MB/s × 1.3', (megabytes, kpus) => {
    expect(jobOf(megabytes).flink[0]?.kpus).toMatchObject({ count: kpus, boundBy: 'throughput' });
  });

  test('is bound by its state where that is larger: 100 GiB ÷ 2 GiB × 1.3', () => {
    expect(jobOf(20, 100 * GIB).flink[0]?.kpus).toMatchObject({ count: 65, boundBy: 'state' });
  });

  test('pays for one more KPU than works', () => {
    expect(usdOf(jobOf(20), 'flink windows')).toBeCloseTo((7 + 1) * 0.11 * 730, 9);
  });

  test('above 64 KPUs needs a higher quota, and that is a warning', () => {
    const found = jobOf(500).findings.find(({ id }) => id === 'flink-quota-raise');

    expect(found).toMatchObject({ severity: 'warning', path: 'consumers.windows' });
    expect(found?.message).toContain('174 KPUs');
  });

  test('above 250 KPUs is refused, with the slimming and the sharding that would fit, and its price', () => {
    const refused = jobOf(1_000);
    const found = refused.findings.find(({ id }) => id === 'flink-above-quota');

    // 1,000 MB/s × 2 ÷ 7.5 × 1.3 = 346.7: 347 KPUs, two applications of 174.
    expect(refused.flink[0]?.rejected).toContain('347 KPUs');
    expect(found?.counterOffer).toContain('72 %');
    expect(found?.counterOffer).toContain('2 applications of 174 KPUs');
    expect(found?.counterOffer).toContain('$28,025 a month');
    expect((347 + 2) * 0.11 * 730).toBeCloseTo(28_024.7, 1);
  });
});

describe('the cache', () => {
  const cacheOf = (keys: number, bytesPerKey: number, writesPerRecord = 0) =>
    planOf({
      streams: { orders: streamOf(200_000) },
      consumers: {
        latest: {
          runtime: 'service',
          reads: ['orders'],
          sinks: { cache: { keys, bytesPerKey, writesPerRecord } },
        },
      },
    }).stores.cache;

  test('is not there where no consumer asks for one', () => {
    expect(planOf({}).stores.cache).toBeUndefined();
  });

  test('has room for keys, values and 100 bytes each at three quarters of the memory', () => {
    const cache = cacheOf(100e6, 900);
    const large = [cache, ...(cache?.alternatives ?? [])].find(
      (node) => node?.nodeType === 'cache.r7g.large',
    );

    // 100 M × 1,000 bytes = 100 GB ÷ (13.07 GiB × 0.75) = 9.5
    expect(large?.shards).toMatchObject({
      count: Math.ceil(100e9 / (13.07 * GIB * 0.75)),
      boundBy: 'memory',
    });
    expect(large?.nodes).toBe(20);
    expect(large?.usdPerMonth).toBeCloseTo(20 * 0.1752 * 730, 6);
  });

  test('has a shard for every 70,000 commands a second', () => {
    const cache = cacheOf(1_000, 100, 1);
    const large = [cache, ...(cache?.alternatives ?? [])].find(
      (node) => node?.nodeType === 'cache.m7g.xlarge',
    );

    expect(large?.shards).toMatchObject({ count: Math.ceil(200_000 / 70_000), boundBy: 'commands' });
  });

  test('is the cheapest of all node types', () => {
    const cache = cacheOf(50e6, 400, 0.1);

    for (const { usdPerMonth = 0 } of cache?.alternatives ?? []) {
      expect(usdPerMonth).toBeGreaterThanOrEqual(cache?.usdPerMonth ?? Infinity);
    }
  });
});

describe('the database', () => {
  const withRows = (rowsPerRecord: number, peakPerSecond = 100_000) =>
    planOf({
      streams: { orders: streamOf(peakPerSecond) },
      consumers: {
        totals: {
          runtime: 'service',
          reads: ['orders'],
          sinks: { database: { rowsPerRecord, rowBytes: 500, retentionDays: 30 } },
        },
      },
    });

  test('holds the schemas alone in half a capacity unit, twice', () => {
    const small = planOf({});

    expect(small.stores.database).toMatchObject({ kind: 'serverless', acu: 0.5, nodes: 2, storageGiB: 0 });
    expect(usdOf(small, 'database')).toBeCloseTo(2 * 0.5 * 0.12 * 730, 9);
  });

  test('has vCPUs for the rows at peak, at half of 37,000 rows/s each', () => {
    const { stores } = withRows(0.5);

    // 50,000 rows/s ÷ 18,500 = 2.70, in eighths of a vCPU 2.75
    expect(stores.database.vcpu).toMatchObject({ count: 2.75, boundBy: 'rows' });
    expect(stores.database).toMatchObject({
      kind: 'instances',
      instanceType: 'db.r7g.xlarge',
      hasProxy: true,
    });
  });

  test('keeps average rows with their indexes: 50,000 × 0.01 × 500 bytes × 30 days × 2', () => {
    const { database } = withRows(0.01).stores;

    expect(database.storageGiB).toBeCloseTo((50_000 * 0.01 * 500 * 30 * 86_400 * 2) / GIB, 6);
  });

  test('refuses raw events: more rows than one writer takes', () => {
    const { findings, stores } = withRows(1);
    const found = findings.find(({ id }) => id === 'database-rows-above-limit');

    expect(found).toMatchObject({
      severity: 'problem',
      path: 'consumers.totals.sinks.database.rowsPerRecord',
    });
    expect(found?.counterOffer).toContain('rowsPerRecord of 0.87 or less');
    expect(stores.database.rejected).toBeDefined();
  });

  test('gives every task its share of the connections, at most four', () => {
    const { database } = withRows(0.5).stores;

    // 32 GiB ÷ 9,531,392 bytes = 3,604 connections
    expect(database.maxConnections).toBe(Math.floor((32 * GIB) / 9_531_392));
    expect(database.poolPerTask).toBe(4);
  });
});

test('each store is paid by the consumers that use it', () => {
  const shared = planOf({
    streams: { orders: streamOf(1_000) },
    consumers: {
      rows: {
        runtime: 'service',
        reads: ['orders'],
        sinks: { database: { rowsPerRecord: 1, rowBytes: 100, retentionDays: 30 } },
      },
      latest: { runtime: 'service', reads: ['orders'], sinks: { cache: { keys: 1_000, bytesPerKey: 100 } } },
    },
  });
  const usd = Object.fromEntries(shared.cost.byConsumer.map((share) => [share.name, share.usdPerMonth]));

  expect(usd['rows']).toBeCloseTo(usdOf(shared, 'service rows') + usdOf(shared, 'database'), 9);
  expect(usd['latest']).toBeCloseTo(usdOf(shared, 'service latest') + usdOf(shared, 'cache'), 9);
});

describe('the archive', () => {
  const archived = (overrides = {}, cluster: WorkloadInput['cluster'] = {}) =>
    planOf({
      cluster,
      streams: { orders: streamOf(1_000, { archive: { days: 365 }, partitions: 3, ...overrides }) },
    });

  test('counts an object per partition and minute where records trickle', () => {
    // 500 records/s × 1,000 bytes ÷ 3 partitions × 60 s = 10 MB, below the 16 MiB that close an object.
    expect(archived().archive.streams[0]?.objectsPerMonth).toBeCloseTo((3 * MONTH_SECONDS) / 60, 6);
  });

  test('counts an object per 16 MiB where they stream', () => {
    const load = { peakPerSecond: 100_000, averagePerSecond: 100_000, recordBytes: 1_000 };

    expect(archived({ load, partitions: 48 }).archive.streams[0]?.objectsPerMonth).toBeCloseTo(
      (100e6 * MONTH_SECONDS) / (16 * 2 ** 20),
      6,
    );
  });

  test('is billed in the steps of S3 Standard once a year has filled', () => {
    const gib = (500 * 1_000 * 365 * 86_400) / GIB;

    expect(usdOf(archived(), 'archive, S3 Standard')).toBeCloseTo(gib * 0.023, 6);
  });

  test('goes by MSK data delivery on Express, by the service on Standard and below five minutes', () => {
    const express = { family: 'express' as const };

    expect(archived({}, express).archive).toMatchObject({ recommended: 'channel', deployed: 'service' });
    expect(archived({ archive: { days: 1, freshnessMinutes: 2 } }, express).archive.recommended).toBe(
      'service',
    );
    expect(archived({}, { family: 'standard' }).archive.recommended).toBe('service');
    expect(planOf({}).archive).toMatchObject({ recommended: 'none', deployed: 'none', streams: [] });
  });
});

describe('edge, network and metrics', () => {
  const busy = planOf({
    streams: { orders: streamOf(100_000) },
    consumers: { billing: { runtime: 'service', reads: ['orders'], retryDelaysSeconds: [] } },
  });
  const gibPerMonth = (50_000 * 1_000 * MONTH_SECONDS) / GIB;

  test('a load balancer takes a capacity unit for each GiB an hour', () => {
    const units = (50_000 * 1_000 * 3600) / GIB;

    expect(busy.edge.options[0]?.usdPerMonth).toBeCloseTo((0.0225 + units * 0.008) * 730, 6);
    expect(usdOf(busy, 'load balancer')).toBeCloseTo((0.0225 + units * 0.008) * 730, 6);
  });

  test('API Gateway takes a request for each hundred records, 300 million of them dearer', () => {
    const millions = (500 * MONTH_SECONDS) / 1e6;

    expect(busy.edge.options[1]).toMatchObject({ kind: 'api-gateway' });
    expect(busy.edge.options[1]?.usdPerMonth).toBeCloseTo(300 * 1 + (millions - 300) * 0.9, 6);
  });

  test('two thirds of what is produced and consumed cross zones, paid in both directions', () => {
    expect(usdOf(busy, 'produce across zones')).toBeCloseTo(((gibPerMonth * 2) / 3) * 0.02, 6);
    expect(usdOf(busy, 'consume across zones')).toBeCloseTo(((gibPerMonth * 2) / 3) * 0.02, 6);
  });

  test('metrics of brokers are paid by the piece', () => {
    const metrics = busy.cluster.brokers * 40;

    expect(busy.observability.levels.map(({ paidMetrics }) => paidMetrics)).toEqual([
      0,
      metrics,
      metrics + busy.cluster.brokers * busy.topics.length * 10,
    ]);
    expect(usdOf(busy, 'broker metrics')).toBeCloseTo(metrics * 0.3, 9);
  });
});
