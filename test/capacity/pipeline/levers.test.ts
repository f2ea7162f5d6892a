import { plan } from '../../../lib/capacity/plan';
import type { Plan } from '../../../lib/capacity/plan-model';
import type { Workload } from '../../../lib/workload/workload';
import { stageOf } from '../../support/stage-of';
import { streamInput, workloadOf } from '../../support/workload-of';

const GIB = 2 ** 30;
const MONTH_SECONDS = 730 * 3600;

const WORKLOAD = workloadOf({
  objectives: { endToEndP99Ms: 100, availability: 0.999, errorRate: 0 },
  streams: {
    orders: streamInput({
      load: { peakPerSecond: 50_000, averagePerSecond: 10_000, recordBytes: 2_000 },
      retentionHours: 72,
      archive: { days: 365 },
    }),
  },
  consumers: { billing: { runtime: 'service', reads: ['orders'], retryDelaysSeconds: [] } },
});
const STANDARD = { ...WORKLOAD.cluster, family: 'standard' as const };
const planned = plan(WORKLOAD, stageOf());

function saving({ levers }: Plan, id: string): number | undefined {
  return levers.find((lever) => lever.id === id)?.savesUsdPerMonth;
}

function withStream(change: Partial<Workload['streams'][string]>): Workload {
  const orders = WORKLOAD.streams['orders'];
  if (orders === undefined) throw new Error('no stream orders');
  return { ...WORKLOAD, streams: { orders: { ...orders, ...change } } };
}

describe('levers', () => {
  test('compression saves what the plan with a quarter of the bytes costs less', () => {
    const load = { peakPerSecond: 50_000, averagePerSecond: 10_000, recordBytes: 2_000, compressionRatio: 4 };
    const after = plan(withStream({ load }), stageOf());

    expect(saving(planned, 'compression')).toBeCloseTo(planned.cost.usdPerMonth - after.cost.usdPerMonth, 6);
  });

  test('retention saves what the plan with a day on the brokers costs less', () => {
    const after = plan(withStream({ retentionHours: 24 }), stageOf());

    expect(saving(planned, 'retention')).toBeCloseTo(planned.cost.usdPerMonth - after.cost.usdPerMonth, 6);
  });

  test('rack-aware fetch saves the traffic of both readers: two thirds of it, two cents a GB', () => {
    const gib = (10_000 * 2_000 * 2 * MONTH_SECONDS) / GIB;

    expect(saving(planned, 'rack-aware-fetch')).toBeCloseTo(gib * (2 / 3) * 0.02, 6);
  });

  test('a colder class saves on 335 of 365 days, and pays for moving every object', () => {
    const gib = (10_000 * 2_000 * 335 * 86_400) / GIB;
    const objects = planned.archive.streams[0]?.objectsPerMonth ?? 0;
    const total = (gib * 365) / 335;
    const standard = (stored: number) =>
      Math.min(stored, 51_200) * 0.023 +
      Math.max(0, Math.min(stored, 512_000) - 51_200) * 0.022 +
      Math.max(0, stored - 512_000) * 0.021;
    const moves = (objects / 1_000) * 0.02;

    expect(saving(planned, 'archive-glacier-ir')).toBeCloseTo(
      standard(total) - standard(total - gib) - gib * 0.004 - moves,
      4,
    );
  });

  test('tiered storage is offered where volumes for long retention are what costs', () => {
    const long = plan({ ...withStream({ retentionHours: 24 * 90 }), cluster: STANDARD }, stageOf());
    const short = plan({ ...withStream({ retentionHours: 24 }), cluster: STANDARD }, stageOf());

    expect(saving(long, 'tiered-storage')).toBeGreaterThan(0);
    expect(saving(short, 'tiered-storage')).toBeUndefined();
  });

  test('come with the largest saving first, and say what could not be computed', () => {
    const savings = planned.levers.flatMap(({ savesUsdPerMonth }) => savesUsdPerMonth ?? []);

    expect(savings).toEqual([...savings].sort((a, b) => b - a));
    expect(planned.levers.at(-1)).toMatchObject({ id: 'commitment' });
    expect(planned.levers.at(-1)?.unavailable).toContain('no rates');
  });

  test('say nothing where brokers have no price', () => {
    expect(plan(WORKLOAD, stageOf({ region: 'ap-south-1' })).levers).toEqual([]);
  });
});

describe('the same load elsewhere', () => {
  const [kinesis, serverless] = planned.comparison;

  test('on Kinesis is metered per record, rounded up to 1 KiB, before compression', () => {
    const inGib = (10_000 * 2_048 * MONTH_SECONDS) / GIB;
    const keptGib = (10_000 * 2_048 * 48 * 3600) / GIB;
    const readers = 2;

    expect(kinesis?.usdPerMonth).toBeCloseTo(
      730 * 0.04 * planned.topics.length + inGib * 0.08 + inGib * readers * 0.04 + keptGib * 0.1,
      4,
    );
  });

  test('on MSK Serverless pays for the cluster, partitions, both ways and storage', () => {
    const inGib = (10_000 * 2_000 * MONTH_SECONDS) / GIB;
    const { partitions, storedBytes } = planned.demand.cluster;

    expect(serverless?.usdPerMonth).toBeCloseTo(
      730 * 0.75 + partitions * 730 * 0.0015 + inGib * 0.1 + 2 * inGib * 0.05 + (storedBytes / GIB) * 0.1,
      4,
    );
  });

  test('is infeasible above their quotas, and then has no price', () => {
    const load = {
      peakPerSecond: 300_000,
      averagePerSecond: 10_000,
      recordBytes: 2_000,
      compressionRatio: 1,
    };
    const [, busy] = plan(withStream({ load }), stageOf()).comparison;

    expect(busy?.usdPerMonth).toBeUndefined();
    expect(busy?.infeasible).toEqual([
      '600 MB/s in, a cluster takes 200 MB/s',
      '1.2 GB/s out, a cluster gives 400 MB/s',
    ]);
  });
});
