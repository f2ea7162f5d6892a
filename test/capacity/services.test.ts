import { plan } from '../../lib/capacity/plan';
import type { ServicePlan } from '../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

function servicesOf(overrides: Partial<WorkloadInput>): readonly ServicePlan[] {
  return plan(workloadOf(overrides), stageOf()).services;
}

function service(name: string, overrides: Partial<WorkloadInput>): ServicePlan {
  const found = servicesOf(overrides).find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no service "${name}" in the plan`);
  return found;
}

const noErrors = { endToEndP99Ms: 100, availability: 0.999, errorRate: 0 };
const streamOf = (peakPerSecond: number, recordBytes = 1_000) =>
  streamInput({
    load: { peakPerSecond, averagePerSecond: peakPerSecond, recordBytes },
    archive: { days: 1 },
  });

describe('services', () => {
  test('are the sources, the consumers that run as services, and the archiver', () => {
    const names = servicesOf({
      streams: { orders: streamOf(1) },
      consumers: {
        billing: { runtime: 'service', reads: ['orders'] },
        windows: { runtime: 'flink', reads: ['orders'] },
      },
    }).map(({ name }) => name);

    expect(names).toEqual(['edge', 'billing', 'archiver']);
  });

  test('have no archiver where nothing is archived', () => {
    expect(servicesOf({}).map(({ name }) => name)).toEqual(['edge', 'billing']);
  });

  test.each([
    ['edge', 16],
    ['billing', 6.6],
    ['archiver', 4.4],
  ])('%s has a task for every 0.6 s of processor time a second, at %d µs × 2 per record', (name, micros) => {
    const { tasks } = service(name, { objectives: noErrors, streams: { orders: streamOf(500_000) } });

    expect(tasks.count).toBe(Math.ceil((500_000 * micros * 2) / 1e6 / 0.6));
    expect(tasks.boundBy).toBe('rate');
  });

  test('take longer for records above 1,000 bytes', () => {
    const { tasks } = service('edge', { streams: { orders: streamOf(500_000, 2_500) } });

    expect(tasks.count).toBe(Math.ceil((500_000 * 16 * 2.5 * 2) / 1e6 / 0.6));
  });

  test('never stand on one task', () => {
    const small = { streams: { orders: streamOf(1) } };

    expect(service('edge', small).tasks).toMatchObject({ count: 3, boundBy: 'availability' });
    expect(service('billing', small).tasks).toMatchObject({ count: 2, boundBy: 'availability' });
    expect(service('archiver', small).tasks).toMatchObject({ count: 2, boundBy: 'availability' });
  });

  test('that read have at most a task per partition', () => {
    const { maxTasks } = service('billing', { streams: { orders: { ...streamOf(1), partitions: 12 } } });

    expect(maxTasks).toBe(12);
  });

  test('that read retries are sized for those too', () => {
    const objectives = { ...noErrors, errorRate: 1 };
    const { tasks } = service('billing', { objectives, streams: { orders: streamOf(100_000) } });

    // The stream itself and three retry topics, each with all of it.
    expect(tasks.count).toBe(Math.ceil((4 * 100_000 * 6.6 * 2) / 1e6 / 0.6));
  });
});
