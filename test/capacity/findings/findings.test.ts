import { plan } from '../../../lib/capacity/plan';
import type { Finding, PlanStage } from '../../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../../lib/workload/workload';
import { stageOf } from '../../support/stage-of';
import { streamInput, workloadOf } from '../../support/workload-of';

type StreamInput = WorkloadInput['streams'][string];

/** Nothing remarkable about it, but what is always said. */
const QUIET = { endToEndP99Ms: 10_000, availability: 0.99, errorRate: 0 };

function findingsOf(overrides: Partial<WorkloadInput>, stage: PlanStage = stageOf()): readonly Finding[] {
  return plan(workloadOf({ objectives: QUIET, ...overrides }), stage).findings;
}

function finding(id: string, overrides: Partial<WorkloadInput>, stage?: PlanStage): Finding | undefined {
  return findingsOf(overrides, stage).find((candidate) => candidate.id === id);
}

const stream = (overrides: Partial<StreamInput>) => ({ streams: { orders: streamInput(overrides) } });
const load = (peakPerSecond: number, averagePerSecond: number, recordBytes = 1_000) => ({
  load: { peakPerSecond, averagePerSecond, recordBytes },
});

test('a quiet workload gets one note: what cannot be undone (X22)', () => {
  expect(findingsOf({ growth: { yearlyRatio: 1 } }).map(({ id }) => id)).toEqual(['irreversible']);
});

describe('objectives', () => {
  test('X13: 99.99 % is 52.6 minutes a year, the service promises 526', () => {
    const found = finding('availability-above-sla', { objectives: { ...QUIET, availability: 0.9999 } });

    expect(found?.message).toContain('99.99 % allows 52.6 minutes');
    expect(found?.message).toContain('526 minutes');
    expect(
      finding('availability-above-sla', { objectives: { ...QUIET, availability: 0.999 } }),
    ).toBeUndefined();
  });

  test('a latency no record can keep is called so', () => {
    expect(finding('latency-below-floor', { objectives: { ...QUIET, endToEndP99Ms: 5 } })).toBeDefined();
    expect(finding('latency-below-floor', { objectives: { ...QUIET, endToEndP99Ms: 100 } })).toBeUndefined();
  });

  test('a lag of seconds cannot guard a latency of milliseconds', () => {
    const objectives = { ...QUIET, endToEndP99Ms: 100, maxLagSeconds: 5 };

    expect(finding('lag-allows-more-than-latency', { objectives })?.path).toBe('objectives.maxLagSeconds');
    expect(
      finding('lag-allows-more-than-latency', { objectives: { ...objectives, maxLagSeconds: 0.1 } }),
    ).toBeUndefined();
  });

  test('X11: 0.1 % of 5 M records/s are 432 M dead letters a day', () => {
    const found = finding('dead-letters-per-day', {
      ...stream(load(5e6, 5e6)),
      objectives: { ...QUIET, errorRate: 0.001 },
    });

    expect(5e6 * 0.001 * 86_400).toBe(432e6);
    expect(found).toMatchObject({ severity: 'warning' });
    expect(found?.message).toContain('432,000,000 dead letters a day');
  });

  test('X14: exactly-once into something that is no stream ends at the broker', () => {
    const consumers: WorkloadInput['consumers'] = {
      billing: { runtime: 'service', reads: ['orders'], delivery: 'exactly-once' },
    };

    expect(finding('exactly-once-ends-at-broker', { consumers })?.path).toBe('consumers.billing.delivery');
  });

  test('an exactly-once Flink job shows its results at checkpoints', () => {
    const windows = { runtime: 'flink' as const, reads: ['orders'], writes: ['totals'] };
    const base = {
      streams: { orders: streamInput(), totals: streamInput({ kind: 'derived' }) },
      objectives: { ...QUIET, endToEndP99Ms: 100 },
    };

    expect(
      finding('exactly-once-waits-for-checkpoint', {
        ...base,
        consumers: { windows: { ...windows, delivery: 'exactly-once' } },
      }),
    ).toBeDefined();
    expect(finding('exactly-once-waits-for-checkpoint', { ...base, consumers: { windows } })).toBeUndefined();
  });
});

describe('streams', () => {
  test('a peak far above the average is paid all day', () => {
    expect(finding('peak-far-above-average', stream(load(11_000, 1_000)))?.message).toContain('11 times');
    expect(finding('peak-far-above-average', stream(load(10_000, 1_000)))).toBeUndefined();
  });

  test('an average that equals the peak is a load that never rests', () => {
    expect(finding('average-equals-peak', stream(load(1_000, 1_000)))).toBeDefined();
    expect(finding('average-equals-peak', stream(load(1_000, 999)))).toBeUndefined();
  });

  test('global order above what one partition carries is a problem', () => {
    const family = { cluster: { family: 'express' as const }, consumers: {} };
    const global = (megabytes: number) => stream({ ...load(megabytes * 1_000, 1), ordering: 'global' });

    expect(finding('global-order-too-fast', { ...global(15), ...family })).toBeUndefined();
    expect(finding('global-order-too-fast', { ...global(15.1), ...family })).toMatchObject({
      severity: 'problem',
      path: 'streams.orders.ordering',
    });
  });

  test('global order slower readers cannot follow is a problem too', () => {
    const slow = stream({ ...load(100_000, 1, 10), ordering: 'global' });

    expect(finding('global-order-too-fast', slow)?.message).toContain('billing needs 2.2 tasks at once');
    expect(finding('consumer-cannot-keep-up', slow)?.path).toBe('consumers.billing');
  });

  test('X20: 48 partitions for 10 GB/s put 208 MB/s into each', () => {
    const found = finding('partitions-too-few', stream({ ...load(5e6, 5e6, 2_000), partitions: 48 }));

    expect(found).toMatchObject({ severity: 'problem', path: 'streams.orders.partitions' });
    expect(found?.message).toContain(`${(10_000 / 48).toFixed(1)} MB/s into each partition`);
  });

  test('a count fixed by hand below the planner’s headroom is a warning, an uneven one a note', () => {
    expect(finding('partitions-below-need', stream({ ...load(50_000, 1), partitions: 6 }))).toMatchObject({
      severity: 'warning',
    });
    expect(finding('partitions-uneven', stream({ partitions: 10 }))?.counterOffer).toBe(
      'use a multiple of 3',
    );
    expect(finding('partitions-uneven', stream({ partitions: 48 }))).toBeUndefined();
  });

  test('a stream nobody reads is called so', () => {
    expect(finding('nobody-reads', { consumers: {} })?.path).toBe('streams.orders');
    expect(finding('nobody-reads', { consumers: {}, ...stream({ archive: { days: 1 } }) })).toBeUndefined();
  });

  test('X15: a year of 10 GB/s is 315 PB, with its price', () => {
    const found = finding('archive-size', stream({ ...load(5e6, 5e6, 2_000), archive: { days: 365 } }));

    const gib = (10e9 * 86_400 * 365) / 2 ** 30;
    const tiers = 50 * 1_024 * 0.023 + 450 * 1_024 * 0.022 + (gib - 500 * 1_024) * 0.021;
    expect((10e9 * 86_400 * 365) / 1e15).toBeCloseTo(315.4, 1);
    expect(found?.message).toContain('315.4 PB');
    expect(found?.message).toContain(`$${Math.round(tiers).toLocaleString('en-US')} a month`);
  });

  test('a stage that keeps less than a stream asks for says so', () => {
    const dev = stageOf({ name: 'dev', retentionHoursAtMost: 24 });

    expect(finding('retention-capped', stream({ retentionHours: 48 }), dev)?.message).toContain('orders');
    expect(finding('retention-capped', stream({ retentionHours: 24 }), dev)).toBeUndefined();
  });
});

test('a cluster that growth will outgrow says what comes next, with its price', () => {
  const busy = stream(load(45_000, 20_000));
  const cluster = { family: 'express' as const };

  expect(finding('cluster-outgrown', { ...busy, cluster })?.message).toMatch(
    /growing × 1.5 a year, in 12 months the load needs 3 × express\.m7g\.xlarge, \$[\d,]+ a month/,
  );
  expect(finding('cluster-outgrown', { ...busy, cluster, growth: { horizonMonths: 0 } })).toBeUndefined();
});

test('problems come before warnings, warnings before notes', () => {
  const severities = findingsOf({
    ...stream({ ...load(5e6, 1, 2_000), partitions: 48 }),
    objectives: { ...QUIET, availability: 0.9999 },
  }).map(({ severity }) => severity);

  const rank = { problem: 0, warning: 1, note: 2 };
  expect(severities.map((severity) => rank[severity])).toEqual(
    severities.map((severity) => rank[severity]).sort((a, b) => a - b),
  );
  expect(new Set(severities)).toEqual(new Set(['problem', 'warning', 'note']));
});
