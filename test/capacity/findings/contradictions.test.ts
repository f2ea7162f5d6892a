import { plan } from '../../../lib/capacity/plan';
import type { Finding, Plan } from '../../../lib/capacity/plan-model';
import { loadWorkload } from '../../../lib/project/load-workload';
import { parseWorkload } from '../../../lib/workload/parse-workload';
import type { Workload, WorkloadInput } from '../../../lib/workload/workload';
import { stageOf } from '../../support/stage-of';
import { streamInput, workloadOf } from '../../support/workload-of';

/** What a design document says and its own arithmetic denies: each statement is found, with an offer that holds. */
const AS_DOCUMENTED = loadWorkload('event-pipeline-as-documented').workload;

/** 5 M records/s of 2 kB, as the document has it. */
const RECORDS = 5_000_000;
const BYTES = 2_000;
const RAW = RECORDS * BYTES;

type StatedInput = NonNullable<WorkloadInput['stated']>;

/** The document with nothing else stated than the test is about. */
function saying(stated: StatedInput, overrides: Partial<Workload> = {}): Plan {
  const { stated: _all, ...rest } = AS_DOCUMENTED;
  return plan(parseWorkload('test', { ...rest, ...overrides, stated }), stageOf());
}

function finding({ findings }: Plan, id: string): Finding {
  const found = findings.find((candidate) => candidate.id === id);
  if (found === undefined)
    throw new Error(`no finding ${id}, only ${findings.map((one) => one.id).join(', ')}`);
  return found;
}

const ids = ({ findings }: Plan) => findings.map(({ id }) => id);
const dollars = (value: number) => `$${Math.round(value).toLocaleString('en-US')}`;

test('X1: 86 TB a day is a tenth of what 5 M records/s of 2 kB make', () => {
  const { message, counterOffer } = finding(saying({ bytesPerDay: 86e12 }), 'stated-volume-differs');

  expect((RAW * 86_400) / 1e12).toBe(864);
  expect(message).toContain('10 GB/s × 86,400 s = 864 TB a day');
  expect(message).toContain(
    `${Math.round(86e12 / 86_400 / BYTES).toLocaleString('en-US')} records/s of 2,000`,
  );
  expect(message).toContain('5,000,000 records/s of 199 bytes');
  expect(message).toContain('a day whose peak is 10 times its average');
  expect(counterOffer).toMatch(/\d+ × \S+, \$[\d,]+ a month/);
  expect(ids(saying({ bytesPerDay: 864e12 }))).not.toContain('stated-volume-differs');
});

test('X2: seven days of it do not fit the volumes of 60 Standard brokers', () => {
  const planned = plan(AS_DOCUMENTED, stageOf());
  const { message, counterOffer } = finding(planned, 'retention-does-not-fit-volumes');
  // Retries and dead letters add half a per cent to what the streams keep.
  const full = (planned.demand.cluster.storedBytes * 3) / (16_384 * 2 ** 30);

  expect((RAW * 86_400 * 7 * 3) / (16_384 * 2 ** 30)).toBeCloseTo(1_031.4, 1);
  expect(full).toBeGreaterThan(1_031);
  expect(message).toContain(`${Math.ceil(full).toLocaleString('en-US')} Standard brokers filled to the brim`);
  expect(counterOffer).toMatch(
    /Express brokers .* \$[\d,]+ a month; on Standard brokers keep at most 4\.\d+ h/,
  );
  expect(ids(plan(workloadOf(), stageOf()))).not.toContain('retention-does-not-fit-volumes');
});

test('X3: twelve c5.2xlarge would each take in 833 MB/s, and MSK has no c5', () => {
  const planned = saying({ brokers: { count: 12, instanceType: 'c5.2xlarge' } });
  const load = planned.demand.cluster;

  expect(RAW / 12 / 1e6).toBeCloseTo(833.3, 1);
  expect(finding(planned, 'stated-broker-type-unknown').counterOffer).toContain('kafka.m7g.2xlarge');
  expect(finding(planned, 'stated-brokers-too-few').message).toContain(
    `each would take in ${(load.ingressBytesPerSecond / 12 / 1e6).toFixed(1)} MB/s from producers`,
  );
  expect(finding(planned, 'stated-brokers-too-few').counterOffer).toContain(
    dollars(planned.cluster.usdPerMonth ?? 0),
  );
  expect(finding(planned, 'stated-volumes-too-small').message).toContain('on each of 12 brokers');
});

test('X3: brokers MSK has are judged by their own limits', () => {
  const load = { peakPerSecond: 45_000, averagePerSecond: 45_000, recordBytes: 1_000 };
  const stating = (count: number) =>
    plan(
      workloadOf({
        objectives: { endToEndP99Ms: 100, availability: 0.999, errorRate: 0 },
        streams: { orders: streamInput({ load }) },
        stated: { brokers: { count, instanceType: 'express.m7g.large' } },
      }),
      stageOf(),
    );

  // 45 MB/s in ÷ 15.6 MB/s = 2.9: three carry it.
  expect(ids(stating(3))).not.toContain('stated-brokers-too-few');
  expect(finding(stating(2), 'stated-brokers-too-few').message).toContain('needs 3 brokers');
});

test('X4: no Standard type carries 10 GB/s within 60 brokers, Express does', () => {
  const planned = plan(AS_DOCUMENTED, stageOf());
  const { message, counterOffer } = finding(planned, 'standard-cannot-carry');

  expect(planned.cluster.family).toBe('express');
  expect(planned.cluster.brokers).toBeLessThanOrEqual(60);
  expect(message).toMatch(/were nothing kept, \d{3} × kafka\.m\S+, bound by/);
  expect(counterOffer).toContain(dollars(planned.cluster.usdPerMonth ?? 0));
});

test('X5: the same document at 86 TB a day fits both families, each with a price', () => {
  const [name = '', stream] = Object.entries(AS_DOCUMENTED.streams)[0] ?? [];
  if (stream === undefined) throw new Error('the workload has no stream');
  const perSecond = 86e12 / 86_400 / BYTES;
  const load = { ...stream.load, peakPerSecond: perSecond, averagePerSecond: perSecond };
  const planned = saying(
    { bytesPerDay: 86e12 },
    { streams: { [name]: { ...stream, load, retentionHours: 12 } } },
  );
  const feasible = [planned.cluster, ...planned.cluster.alternatives];

  expect(planned.cluster.rejected).toBeUndefined();
  expect(new Set(feasible.map(({ family }) => family))).toEqual(new Set(['standard', 'express']));
  expect(feasible.every(({ usdPerMonth = 0 }) => usdPerMonth > 0)).toBe(true);
  expect(ids(planned)).not.toContain('stated-volume-differs');
});

test('X6: Snappy without a ratio is no saving; at a third the brokers cost a third', () => {
  const planned = saying({ compression: 'snappy' });
  const { message, counterOffer = '' } = finding(planned, 'not-compressed');
  const [name = '', stream] = Object.entries(AS_DOCUMENTED.streams)[0] ?? [];
  if (stream === undefined) throw new Error('the workload has no stream');
  const compressed = saying(
    { compression: 'snappy' },
    { streams: { [name]: { ...stream, load: { ...stream.load, compressionRatio: 3 } } } },
  );

  expect(message).toContain('prescribes snappy, but the load does not say what it saves');
  const offered = Number(/\$([\d,]+) a month is enough/.exec(counterOffer)?.[1]?.replaceAll(',', ''));
  expect(offered / (compressed.cluster.usdPerMonth ?? 0)).toBeCloseTo(1, 1);
  expect(ids(compressed)).not.toContain('not-compressed');
});

test('X7: twenty c5.large would each read 250,000 records/s, 500 MB/s', () => {
  const { message, counterOffer } = finding(
    saying({ consumers: { count: 20, instanceType: 'c5.large' } }),
    'stated-consumers-too-few',
  );
  // 6.6 µs per 1,000 bytes, twice that on Fargate, at 60 % busy.
  const vcpu = Math.ceil((RECORDS * 6.6e-6 * (BYTES / 1_000) * 2) / 0.6);

  expect(vcpu).toBe(220);
  expect(message).toContain('250,000 records/s, 500 MB/s before compression, on 2 vCPU');
  expect(message).toContain(`${vcpu} vCPU`);
  expect(counterOffer).toMatch(/^220 tasks of one vCPU .* \$[\d,]+ a month/);
  expect(ids(saying({ consumers: { count: 110, instanceType: 'c5.large' } }))).not.toContain(
    'stated-consumers-too-few',
  );
});

test('X8: 64 GB of cache hold 6.4 seconds of records', () => {
  const { message, counterOffer } = finding(saying({ cacheBytes: 64e9 }), 'cache-holds-seconds');

  expect(64e9 / RAW).toBe(6.4);
  expect(message).toContain('64 GB hold 6.4 seconds');
  expect(counterOffer).toContain(`${(64e9 / BYTES).toLocaleString('en-US')} values`);
  expect(counterOffer).toMatch(/Valkey \d+ × cache\.r7g\.xlarge, replicas included, \$[\d,]+ a month/);
});

test('X9: a row for every record is 5 M rows/s, and a reduction makes it fit', () => {
  const { message, counterOffer } = finding(
    saying({ databaseRowsPerRecord: 1 }),
    'database-takes-every-record',
  );

  expect(message).toContain('5,000,000 rows/s');
  expect(counterOffer).toContain(`at most one row for ${Math.ceil(RECORDS / 87_000)} records`);
  expect(counterOffer).toMatch(/\$[\d,]+ a month/);
  expect(ids(saying({ databaseRowsPerRecord: 0.017 }))).not.toContain('database-takes-every-record');
});

test('X10: a lag alarm at 1,000 records is 0.2 ms of traffic', () => {
  const { message, counterOffer } = finding(
    saying({ alarms: { lagRecords: 1_000 } }),
    'lag-alarm-always-rings',
  );

  expect((1_000 / RECORDS) * 1_000).toBe(0.2);
  expect(message).toContain('0.2 ms of traffic');
  expect(counterOffer).toContain(`${(5 * RECORDS).toLocaleString('en-US')} records; $0.10 a month`);
  expect(ids(saying({ alarms: { lagRecords: RECORDS } }))).not.toContain('lag-alarm-always-rings');
});

test('X11: an error alarm at 0.5 % lets a target of 0.1 % be broken unheard', () => {
  const planned = saying({ alarms: { errorRatio: 0.005 } });
  const { message, counterOffer } = finding(planned, 'error-alarm-above-target');

  expect(message).toContain('5,000 failed records a second at peak, 432,000,000 a day');
  expect(counterOffer).toContain('1.44 % failed over an hour');
  expect(counterOffer).toContain('$0.30 a month for 3 alarms');
  expect(finding(planned, 'dead-letters-per-day').message).toContain('432,000,000 dead letters a day');
  expect(ids(saying({ alarms: { errorRatio: 0.001 } }))).not.toContain('error-alarm-above-target');
});

test('X12: three latencies in one document are listed side by side', () => {
  const { message, counterOffer } = finding(
    saying({
      latencies: [{ where: 'success criteria', percentile: 95, milliseconds: 100 }],
      alarms: { latency: { percentile: 95, milliseconds: 500 } },
    }),
    'latencies-differ',
  );

  expect(message).toContain('3 different latencies');
  expect(message).toContain('success criteria: p95 100 ms; the alarm: p95 500 ms');
  expect(counterOffer).toContain('keep one, p99 100 ms');
  expect(
    ids(saying({ latencies: [{ where: 'elsewhere', percentile: 99, milliseconds: 100 }] })),
  ).not.toContain('latencies-differ');
});

test('X13: 99.99 % stands on a service that promises 99.9 %; a second region has a price', () => {
  const planned = saying({}, { objectives: { ...AS_DOCUMENTED.objectives, availability: 0.9999 } });

  expect((1 - 0.9999) * 365.25 * 24 * 60).toBeCloseTo(52.6, 1);
  expect(finding(planned, 'availability-above-sla').message).toContain('52.6 minutes');
  expect(finding(planned, 'availability-above-sla').counterOffer).toContain(
    `a second region: its brokers once more, ${dollars(planned.cluster.usdPerMonth ?? 0)} a month`,
  );
});

test('X14: zero loss and exactly-once end where Kafka ends', () => {
  const planned = saying({ promises: ['zero-loss', 'exactly-once'] });

  expect(finding(planned, 'exactly-once-ends-at-broker').message).toContain(
    'processing, the archive in S3 write outside Kafka',
  );
  expect(finding(planned, 'zero-loss-with-errors').message).toContain('5,000 a second');
  const faultless = { objectives: { ...AS_DOCUMENTED.objectives, errorRate: 0 } };
  expect(ids(saying({ promises: ['zero-loss'] }, faultless))).not.toContain('zero-loss-with-errors');
});

test('X15: a year of archive is 315 PB, priced in three classes before anything is deployed', () => {
  const { message, counterOffer } = finding(plan(AS_DOCUMENTED, stageOf()), 'archive-size');

  expect((RAW * 86_400 * 365) / 1e15).toBeCloseTo(315.4, 1);
  expect(message).toMatch(/315\.4 PB compressed, \$[\d,]+ a month in S3 Standard/);
  expect(counterOffer).toMatch(/Instant Retrieval \$[\d,]+ a month, Glacier Deep Archive \$[\d,]+ a month/);
});

test('X16: Kafka 2.8 without ZooKeeper is not to be had on MSK', () => {
  const stating = (version: string, metadata: 'zookeeper' | 'kraft') =>
    saying({ kafka: { version, metadata } });

  expect(finding(stating('2.8', 'kraft'), 'kraft-not-in-this-version').message).toContain('from 3.7 on');
  expect(finding(stating('3.6', 'kraft'), 'kraft-not-in-this-version').counterOffer).toContain('3.9.x.kraft');
  expect(ids(stating('3.7', 'kraft'))).not.toContain('kraft-not-in-this-version');
  expect(finding(stating('2.7', 'zookeeper'), 'zookeeper-limits').message).toContain('at most 30 brokers');
  expect(finding(stating('4.1', 'zookeeper'), 'zookeeper-limits').severity).toBe('problem');
});

test('X20: 48 partitions put 208 MB/s into each; the offer says how many would do', () => {
  const [name = '', stream] = Object.entries(AS_DOCUMENTED.streams)[0] ?? [];
  if (stream === undefined) throw new Error('the workload has no stream');
  const planned = saying(
    { partitionBytesPerSecond: 30e6 },
    { streams: { [name]: { ...stream, partitions: 48 } } },
  );

  expect(RAW / 48 / 1e6).toBeCloseTo(208.3, 1);
  expect(finding(planned, 'partitions-too-few').message).toContain('208.3 MB/s into each partition');
  // × 1.5 for a year of growth, at half of 15 MB/s.
  expect((RAW * 1.5) / (15e6 * 0.5)).toBe(2_000);
  expect(finding(planned, 'partitions-too-few').counterOffer).toContain('the planner would take 2,000');
  expect(finding(planned, 'stated-partition-too-fast').message).toContain(
    'trusts one partition with 30 MB/s',
  );
  expect(finding(planned, 'stated-partition-too-fast').counterOffer).toMatch(/\$[\d,]+ a month/);
});

test('X21: auto scaling loses against the writers unless a volume takes sixty hours of them', () => {
  const load = { peakPerSecond: 10_000, averagePerSecond: 10_000, recordBytes: 1_000 };
  const stating = (volumeGiB: number) =>
    plan(
      workloadOf({
        objectives: { endToEndP99Ms: 100, availability: 0.999, errorRate: 0 },
        streams: { orders: streamInput({ load }) },
        stated: {
          brokers: { count: 3, instanceType: 'kafka.m7g.large', volumeGiB, storageAutoScaling: true },
        },
      }),
      stageOf(),
    );
  // 10 MB/s on each of three brokers, replicas included.
  const gib = Math.ceil((10e6 * 3_600 * 60) / 2 ** 30);

  expect(gib).toBe(2_012);
  expect(finding(stating(gib - 1), 'auto-scaling-too-slow').counterOffer).toContain(
    `begin with 2,012 GiB per broker, 60 hours of writes (${dollars(((10e6 * 3_600 * 60) / 2 ** 30) * 3 * 0.1)} a month`,
  );
  expect(ids(stating(gib))).not.toContain('auto-scaling-too-slow');
});

test('X22: scaling is linear upwards only, and the next step has its price', () => {
  const planned = saying({ promises: ['linear-scaling'] });

  expect(finding(planned, 'scaling-is-one-way').message).toContain('partitions and volumes never shrink');
  expect(finding(planned, 'scaling-is-one-way').counterOffer).toMatch(/twice the load is .* a month/);
  expect(finding(planned, 'irreversible').message).toContain('cannot be undone in place');
});

test('a stage that carries a share of the load says nothing about the document', () => {
  const whole = ids(plan(AS_DOCUMENTED, stageOf()));
  const share = ids(plan(AS_DOCUMENTED, stageOf({ name: 'dev', loadScale: 0.01 })));

  expect(whole).toContain('stated-brokers-too-few');
  expect(share.filter((id) => id.startsWith('stated-'))).toEqual([]);
});

test('every problem found in the document comes with what to do instead', () => {
  const { findings } = plan(AS_DOCUMENTED, stageOf());

  expect(
    findings.filter(({ severity, counterOffer }) => severity === 'problem' && counterOffer === undefined),
  ).toEqual([]);
});

test('every dollar in a finding has its source and date', () => {
  for (const { id, message, counterOffer, sources = [] } of plan(AS_DOCUMENTED, stageOf()).findings) {
    if (!/\$\d/.test(`${message} ${counterOffer}`)) continue;
    expect({ id, sources: sources.length }).not.toEqual({ id, sources: 0 });
    for (const { asOf } of sources) expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});
