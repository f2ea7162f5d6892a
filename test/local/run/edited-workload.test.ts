import { plan } from '../../../lib/capacity/plan';
import { LOCAL_STAGE } from '../../../lib/config/stages';
import { edgeStreams } from '../../../lib/project/edge-streams';
import { aclsOf } from '../../../lib/workload/access';
import { topologyOf } from '../../../lib/workload/topology';
import type { Workload, WorkloadInput } from '../../../lib/workload/workload';
import { loadStreams } from '../../../local/load/load-stream';
import { SMALL_WORKLOAD, streamInput, workloadOf } from '../../support/workload-of';

/** Everything `npm start` takes from a workload file. */
function localPlatformOf(workload: Workload) {
  const schemas = Object.fromEntries(Object.keys(workload.streams).map((name) => [name, { type: 'object' }]));
  const topology = topologyOf(workload);
  return {
    topics: plan(workload, LOCAL_STAGE).topics.map(({ name }) => name),
    partitions: plan(workload, LOCAL_STAGE).topics[0]?.partitions,
    rules: aclsOf(topology).map(
      ({ principal, operation, resourceName }) => `${principal} ${operation} ${resourceName}`,
    ),
    accepted: edgeStreams(workload, schemas, 'edge').map(({ stream }) => stream),
    sent: loadStreams({ workload, schemas, file: 'test' }, { scale: LOCAL_STAGE.loadScale }),
  };
}

const withInvoices: Partial<WorkloadInput> = {
  streams: { ...SMALL_WORKLOAD.streams, invoices: streamInput() },
  sources: { edge: { kind: 'http', streams: ['orders', 'invoices'] } },
};

describe('the local platform of an edited workload', () => {
  test('a stream that is added gets a topic, a permission, a place at the edge, and records', () => {
    const before = localPlatformOf(workloadOf());
    const after = localPlatformOf(workloadOf(withInvoices));

    expect(after.topics.filter((name) => !before.topics.includes(name))).toEqual(['invoices']);
    expect(after.rules.filter((rule) => !before.rules.includes(rule))).toEqual([
      'User:small.edge write invoices',
    ]);
    expect(after.accepted).toEqual(['orders', 'invoices']);
    expect(after.sent.map(({ stream }) => stream)).toEqual(['orders', 'invoices']);
  });

  test('a rate that is multiplied by ten sends ten times the records', () => {
    const tenfold = streamInput({
      load: { peakPerSecond: 10_000, averagePerSecond: 5_000, recordBytes: 1_000 },
    });

    const [before] = localPlatformOf(workloadOf()).sent;
    const [after] = localPlatformOf(workloadOf({ streams: { orders: tenfold } })).sent;

    expect(after?.peakPerSecond).toBe(10 * (before?.peakPerSecond ?? Number.NaN));
  });

  test('a rate that one partition set cannot carry makes more partitions', () => {
    const thousandfold = streamInput({
      load: { peakPerSecond: 300_000_000, averagePerSecond: 100_000_000, recordBytes: 1_000 },
    });

    const before = localPlatformOf(workloadOf()).partitions ?? Number.NaN;
    const after = localPlatformOf(workloadOf({ streams: { orders: thousandfold } })).partitions;

    expect(after).toBeGreaterThan(before);
  });
});
