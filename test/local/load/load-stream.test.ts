import { affordableScale, loadStreams } from '../../../local/load/load-stream';
import { streamInput, workloadOf } from '../../support/workload-of';

const ORDER_SCHEMA = { type: 'object' };

describe('loadStreams', () => {
  test('sends to the streams of HTTP sources, at their share of the rates', () => {
    const workload = workloadOf({
      streams: {
        orders: streamInput({ archive: { days: 1 } }),
        alerts: streamInput({ kind: 'derived' }),
      },
      consumers: { billing: { runtime: 'service', reads: ['orders'], writes: ['alerts'] } },
    });
    const loaded = { workload, file: '/w.ts', schemas: { orders: ORDER_SCHEMA, alerts: {} } };

    const streams = loadStreams(loaded, { scale: 0.01 });

    expect(streams).toEqual([
      {
        stream: 'orders',
        source: 'edge',
        keyField: 'orderId',
        ordering: 'per-key',
        schema: ORDER_SCHEMA,
        archived: true,
        averagePerSecond: 500 * 0.01,
        peakPerSecond: 1_000 * 0.01,
        keys: 5_000,
        hottestKeyShare: 0.02,
      },
    ]);
  });
});

describe('affordableScale', () => {
  const streams = [
    { averagePerSecond: 1, peakPerSecond: 600_000 },
    { averagePerSecond: 1, peakPerSecond: 400_000 },
  ];

  test('is the stage where the machine can carry it', () => {
    expect(affordableScale(streams, 0.002, 5_000)).toBe(0.002);
  });

  test('is cut where the peaks together pass the ceiling', () => {
    expect(affordableScale(streams, 0.02, 5_000)).toBeCloseTo(5_000 / 1_000_000, 10);
  });
});
