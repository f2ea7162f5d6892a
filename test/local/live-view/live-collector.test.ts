import { type LiveSources, liveCollector } from '../../../local/live-view/live-collector';

/** A page that needs no server: fetch reads it out of its own address. */
const pageOf = (text: string) => `data:text/plain,${encodeURIComponent(text)}`;
const PAGE = [
  'archiver_records_read_total{topic="orders"} 40',
  'archiver_lag_records{topic="orders",partition="0"} 3',
  'archiver_read_delay_seconds_bucket{topic="orders",le="0.1"} 40',
  'archiver_read_delay_seconds_bucket{topic="orders",le="+Inf"} 40',
].join('\n');

function sources(overrides: Partial<LiveSources> = {}): LiveSources {
  return {
    workload: 'shop',
    streams: ['orders'],
    processes: () => [],
    links: [],
    metrics: [{ service: 'archiver', url: pageOf(PAGE) }],
    ...overrides,
  };
}

describe('liveCollector', () => {
  test('joins what services, processes and the load say', async () => {
    const process = { name: 'archiver', state: 'ready', pid: 7, restarts: 0, rssBytes: 1 } as const;
    const collector = liveCollector(
      sources({
        processes: () => [process],
        deadLetters: async () => ({ orders: 2 }),
        events: () => [{ at: 1, text: 'x', isProblem: false }],
        endsAfterSeconds: 60,
      }),
    );

    await collector.collect();
    const snapshot = await collector.collect();

    expect(snapshot).toMatchObject({ workload: 'shop', processes: [process], unmeasured: [] });
    expect(snapshot.events).toHaveLength(1);
    expect(snapshot.streams).toEqual([{ stream: 'orders', consumedPerSecond: 0, lag: 3, deadLetters: 2 }]);
    expect(snapshot.elapsedSeconds + (snapshot.remainingSeconds ?? 0)).toBeCloseTo(60, 6);
    expect(collector.endToEnd()).toEqual({ orders: { p50Ms: 50, p99Ms: 99 } });
  });

  test('a measured lag comes before what the archiver says of itself', async () => {
    const collector = liveCollector(sources({ lag: async () => ({ orders: 900 }) }));

    const { streams } = await collector.collect();

    expect(streams[0]?.lag).toBe(900);
  });

  test('names what it could not measure, and shows the rest', async () => {
    const collector = liveCollector(
      sources({
        metrics: [
          { service: 'edge', url: 'http://127.0.0.1:1024/metrics' },
          { service: 'archiver', url: pageOf(PAGE) },
        ],
        lag: () => Promise.reject(new Error('no controller')),
      }),
    );

    const { unmeasured, streams } = await collector.collect();

    expect(unmeasured).toEqual(['lag: no controller', 'metrics of edge: ECONNREFUSED']);
    expect(streams[0]?.lag).toBe(3);
  });
});
