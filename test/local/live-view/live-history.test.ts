import { LiveHistory, type LiveReading } from '../../../local/live-view/live-history';
import type { LoadStats, StreamLoadStats } from '../../../local/load/load-stats';

const NO_LATENCY = { count: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 };

function loadOf(overrides: Partial<StreamLoadStats>): LoadStats {
  const stream: StreamLoadStats = {
    stream: 'a',
    archived: true,
    targetPerSecond: 0,
    intended: 0,
    waiting: 0,
    shed: 0,
    sent: 0,
    acknowledged: 0,
    refused: 0,
    unknown: 0,
    throttledRequests: 0,
    deferredRequests: 0,
    latency: NO_LATENCY,
    recentLatency: NO_LATENCY,
    ...overrides,
  };
  return { runId: 'r', elapsedSeconds: 0, streams: [stream] };
}

function reading(atSeconds: number, consumed: number, delays: readonly [number, number][] = []): LiveReading {
  return {
    atMs: atSeconds * 1_000,
    load: loadOf({ sent: consumed * 2, acknowledged: consumed }),
    totals: new Map([['a', { consumed, delay: delays.map(([upTo, count]) => ({ upTo, count })) }]]),
  };
}

describe('LiveHistory', () => {
  test('takes rates over the last three seconds', () => {
    const history = new LiveHistory();
    for (const [second, consumed] of [
      [0, 0],
      [1, 1_000],
      [2, 1_100],
      [3, 1_200],
      [4, 1_600],
    ] as const) {
      history.add(reading(second, consumed));
    }

    expect(history.stream('a')).toMatchObject({
      consumedPerSecond: (1_600 - 1_000) / 3,
      acknowledgedPerSecond: (1_600 - 1_000) / 3,
      sentPerSecond: (2 * (1_600 - 1_000)) / 3,
      acknowledged: 1_600,
    });
  });

  test('has no rate before the second reading, and none where nothing is counted', () => {
    const history = new LiveHistory();

    expect(history.stream('a')).toEqual({ stream: 'a' });
    history.add(reading(0, 5));
    expect(history.stream('a').consumedPerSecond).toBeUndefined();
    history.add(reading(1, 6));
    expect(history.stream('b')).toEqual({ stream: 'b' });
  });

  test('forgets delays that are older than ten seconds', () => {
    const history = new LiveHistory();
    const infinity = Number.POSITIVE_INFINITY;
    // 100 slow records in the first second, then 100 fast ones.
    history.add(
      reading(0, 0, [
        [0.01, 0],
        [1, 0],
        [infinity, 0],
      ]),
    );
    history.add(
      reading(1, 100, [
        [0.01, 0],
        [1, 100],
        [infinity, 100],
      ]),
    );
    history.add(
      reading(9, 200, [
        [0.01, 100],
        [1, 200],
        [infinity, 200],
      ]),
    );
    expect(history.stream('a').endToEndMs?.p99Ms).toBeGreaterThan(900);

    history.add(
      reading(11.5, 200, [
        [0.01, 100],
        [1, 200],
        [infinity, 200],
      ]),
    );

    expect(history.stream('a').endToEndMs?.p99Ms).toBeCloseTo(10 * 0.99, 5);
  });

  test('has no percentiles when nothing came', () => {
    const history = new LiveHistory();
    const buckets: [number, number][] = [
      [1, 50],
      [Number.POSITIVE_INFINITY, 50],
    ];
    history.add(reading(0, 50, buckets));
    history.add(reading(1, 50, buckets));

    expect(history.stream('a')).not.toHaveProperty('endToEndMs');
    expect(history.stream('a')).not.toHaveProperty('acknowledgedMs');
  });
});
