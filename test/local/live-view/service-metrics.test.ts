import { parsePrometheusText } from '../../../local/live-view/prometheus-text';
import { ServiceMetrics } from '../../../local/live-view/service-metrics';

const page = (service: string, text: string) => ({ service, samples: parsePrometheusText(text) });
const archiver = (text: string) => page('archiver', text);

describe('ServiceMetrics', () => {
  test('adds partitions and tasks up, and keeps topics apart', () => {
    const metrics = new ServiceMetrics();

    metrics.update([
      archiver(
        'archiver_records_read_total{topic="a"} 7\narchiver_lag_records{topic="a",partition="0"} 3\narchiver_lag_records{topic="a",partition="1"} 4\narchiver_records_read_total{topic="b"} 1',
      ),
      page('archiver-2', 'archiver_records_read_total{topic="a"} 10'),
    ]);

    expect(metrics.of('a')).toEqual({ consumed: 7 + 10, lag: 3 + 4, delay: [] });
    expect(metrics.of('b')).toEqual({ consumed: 1, delay: [] });
  });

  test('counts on when a service begins again at zero', () => {
    const metrics = new ServiceMetrics();
    for (const count of [100, 150, 20, 50]) {
      metrics.update([archiver(`archiver_records_total{topic="a"} ${count}`)]);
    }

    expect(metrics.of('a').archivedRecords).toBe(150 + 50);
  });

  test('notices a restart by the start of the process, even when the new one counted further', () => {
    const metrics = new ServiceMetrics();
    const started = (at: number, count: number) =>
      metrics.update([
        archiver(`process_start_time_seconds ${at}\narchiver_records_read_total{topic="a"} ${count}`),
      ]);

    started(1_000, 30);
    started(1_000, 40);
    started(1_020, 75);

    expect(metrics.of('a').consumed).toBe(40 + 75);
  });

  test('while the archiver does not answer, what is accepted adds to its lag', () => {
    const metrics = new ServiceMetrics();
    const accepted = (count: number) => page('edge', `edge_records_accepted_total{stream="a"} ${count}`);
    metrics.update([
      accepted(100),
      archiver('archiver_records_read_total{topic="a"} 9\narchiver_lag_records{topic="a",partition="0"} 5'),
    ]);

    metrics.update([accepted(180), archiver('')]);
    expect(metrics.of('a')).toEqual({ consumed: 9, lag: 5 + 80, delay: [] });

    metrics.update([accepted(200), archiver('archiver_lag_records{topic="a",partition="0"} 7')]);
    expect(metrics.of('a').lag).toBe(7);
  });

  test('counts objects that were created, not those found in their place', () => {
    const metrics = new ServiceMetrics();

    metrics.update([
      archiver(
        'archiver_objects_total{topic="a",result="created"} 5\narchiver_objects_total{topic="a",result="adopted"} 2',
      ),
    ]);

    expect(metrics.of('a').archivedObjects).toBe(5);
  });

  test('gives the buckets of delays in order', () => {
    const metrics = new ServiceMetrics();

    metrics.update([
      archiver(
        ['+Inf', '0.1', '2']
          .map((le, index) => `archiver_read_delay_seconds_bucket{topic="a",le="${le}"} ${9 - index}`)
          .join('\n'),
      ),
    ]);

    expect(metrics.of('a').delay).toEqual([
      { upTo: 0.1, count: 8 },
      { upTo: 2, count: 7 },
      { upTo: Number.POSITIVE_INFINITY, count: 9 },
    ]);
  });

  test('knows nothing of a stream that no page names', () => {
    expect(new ServiceMetrics().of('a')).toEqual({ delay: [] });
  });
});
