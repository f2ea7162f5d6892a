import fc from 'fast-check';
import { BROKERS } from '../../lib/capacity/catalog/brokers';
import { plan } from '../../lib/capacity/plan';
import type { ClusterCandidate, Plan } from '../../lib/capacity/plan-model';
import type { Workload } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { type Build, besides, brokenLimits, cheapestBuild } from './independent-check';
import { workloads } from './workload-arbitrary';

const STAGE = stageOf();

function forced(workload: Workload, family: 'standard' | 'express'): Plan {
  return plan({ ...workload, cluster: { ...workload.cluster, family } }, STAGE);
}

function needOf({ demand, archive }: Plan) {
  const archiveObjects = archive.streams.reduce((sum, stream) => sum + stream.objectsPerMonth, 0);
  return { ...demand.cluster, archiveObjects };
}

function buildOf(candidate: ClusterCandidate): Build {
  const broker = BROKERS.find(({ type }) => type === candidate.instanceType);
  if (broker === undefined) throw new Error(`unknown type ${candidate.instanceType}`);
  const { volumeGiB, provisionedThroughputMiBPerSecond: boughtMiB } = candidate.storage ?? {};
  return {
    broker,
    count: candidate.brokers,
    ...(volumeGiB !== undefined && { volumeGiB }),
    ...(boughtMiB !== undefined && { boughtMiB }),
  };
}

/** Brokers by type, separately with and without bought throughput. */
function brokersByType({ cluster }: Plan): Map<string, number> {
  const all = [cluster, ...cluster.alternatives, ...cluster.infeasible];
  return new Map(
    all.map(({ instanceType, storage, brokers }) => [
      `${instanceType} ${storage?.provisionedThroughputMiBPerSecond === undefined ? '' : 'bought'}`,
      brokers,
    ]),
  );
}

describe('for any workload', () => {
  test('the chosen cluster breaks no limit, checked again by other code', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const { cluster, demand } = plan(workload, STAGE);
        fc.pre(cluster.rejected === undefined);

        expect(brokenLimits(buildOf(cluster), demand.cluster)).toEqual([]);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('so does no alternative', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const needs = {
          standard: forced(workload, 'standard').demand.cluster,
          express: forced(workload, 'express').demand.cluster,
        };
        for (const candidate of plan(workload, STAGE).cluster.alternatives) {
          expect(brokenLimits(buildOf(candidate), needs[candidate.family])).toEqual([]);
        }
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  test('nothing cheaper carries it: every type, count and amount of throughput was tried', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const planned = plan(workload, STAGE);
        const { cluster } = planned;
        const cheapest = cheapestBuild({
          standard: needOf(forced(workload, 'standard')),
          express: needOf(forced(workload, 'express')),
        });
        const paid = (cluster.usdPerMonth ?? 0) + besides(cluster.brokers, needOf(planned).archiveObjects);

        if (cheapest === undefined) expect(cluster.rejected).toBeDefined();
        else expect(paid).toBeCloseTo(cheapest, 6);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 60_000);

  test('more load never costs less, needs fewer brokers of a type, fewer partitions or fewer tasks', () => {
    const more = fc.double({ min: 1, max: 20, noNaN: true });
    fc.assert(
      fc.property(workloads, more, fc.nat(3), (workload, factor, pick) => {
        const names = Object.keys(workload.streams);
        const before = plan(workload, STAGE);
        const after = plan(raised(workload, names[pick % names.length] ?? '', factor), STAGE);

        const counts = brokersByType(before);
        for (const [type, brokers] of brokersByType(after)) {
          expect(brokers).toBeGreaterThanOrEqual(counts.get(type) ?? 0);
        }
        if (before.cluster.rejected === undefined && after.cluster.rejected === undefined) {
          expect(after.cost.usdPerMonth).toBeGreaterThanOrEqual(before.cost.usdPerMonth - 1e-6);
        }
        if (before.cluster.family === after.cluster.family) {
          after.topics.forEach((topic, index) => {
            expect(topic.partitions).toBeGreaterThanOrEqual(before.topics[index]?.partitions ?? 0);
          });
        }
        after.services.forEach((service, index) => {
          expect(service.tasks.count).toBeGreaterThanOrEqual(before.services[index]?.tasks.count ?? 0);
        });
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('removing a stream never costs more', () => {
    fc.assert(
      fc.property(workloads, fc.nat(3), (workload, pick) => {
        const names = Object.keys(workload.streams);
        fc.pre(names.length > 1);
        const before = plan(workload, STAGE);
        const after = plan(without(workload, names[pick % names.length] ?? ''), STAGE);
        fc.pre(before.cluster.rejected === undefined);

        expect(after.cost.usdPerMonth).toBeLessThanOrEqual(before.cost.usdPerMonth + 1e-6);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  test('every dollar stands in one component and one stream', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const { cost } = plan(workload, STAGE);
        const sum = (shares: Plan['cost']['byStream']) =>
          shares.reduce((total, { usdPerMonth }) => total + usdPerMonth, 0);

        expect(sum(cost.byComponent) / cost.usdPerMonth).toBeCloseTo(1, 9);
        expect(sum(cost.byStream) / cost.usdPerMonth).toBeCloseTo(1, 9);
        expect(sum(cost.byConsumer)).toBeLessThanOrEqual(cost.usdPerMonth);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  test('no lever saves less than nothing, none more than everything', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const { levers, cost } = plan(workload, STAGE);
        for (const { savesUsdPerMonth = 0.01 } of levers) {
          expect(savesUsdPerMonth).toBeGreaterThan(0);
          expect(savesUsdPerMonth).toBeLessThan(cost.usdPerMonth);
        }
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  test('the same input gives the same bytes', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const copy = structuredClone(workload);

        expect(JSON.stringify(plan(copy, stageOf()))).toBe(JSON.stringify(plan(workload, STAGE)));
        expect(copy).toEqual(workload);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  test('every number in the plan is a finite number', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        expect(strangeNumbers(plan(workload, STAGE))).toEqual([]);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});

function raised(workload: Workload, name: string, factor: number): Workload {
  const stream = workload.streams[name];
  if (stream === undefined) return workload;
  const { load } = stream;
  const heavier = {
    ...load,
    peakPerSecond: load.peakPerSecond * factor,
    averagePerSecond: load.averagePerSecond * factor,
  };
  return { ...workload, streams: { ...workload.streams, [name]: { ...stream, load: heavier } } };
}

/** The workload without a stream, and without the consumers that have nothing left to read. */
function without(workload: Workload, name: string): Workload {
  const { [name]: _, ...streams } = workload.streams;
  const consumers = Object.entries(workload.consumers).flatMap(([consumer, value]) => {
    const reads = value.reads.filter((stream) => stream !== name);
    return reads.length === 0 ? [] : [[consumer, { ...value, reads }] as const];
  });
  const sources = Object.entries(workload.sources).map(
    ([source, value]) =>
      [source, { ...value, streams: value.streams.filter((stream) => stream !== name) }] as const,
  );
  return {
    ...workload,
    streams,
    consumers: Object.fromEntries(consumers),
    sources: Object.fromEntries(sources),
  };
}

function strangeNumbers(value: unknown, path = 'plan'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? [] : [`${path} = ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => strangeNumbers(entry, `${path}.${key}`));
}
