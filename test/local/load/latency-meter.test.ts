import { latencyMeter } from '../../../local/load/latency-meter';

describe('latencyMeter', () => {
  test('gives percentiles to a thousandth', () => {
    const meter = latencyMeter(() => 0);
    for (let ms = 1; ms <= 1_000; ms += 1) meter.record(ms);

    const { count, p50Ms, p99Ms, maxMs } = meter.total();

    expect(count).toBe(1_000);
    expect(Math.abs(p50Ms / 500 - 1)).toBeLessThan(0.002);
    expect(Math.abs(p99Ms / 990 - 1)).toBeLessThan(0.002);
    expect(Math.abs(maxMs / 1_000 - 1)).toBeLessThan(0.002);
  });

  test('forgets what is older than ten seconds, but not in the total', () => {
    let now = 0;
    const meter = latencyMeter(() => now);
    meter.record(900);
    now = 9_500;
    meter.record(5);
    expect(meter.recent().count).toBe(2);

    now = 10_500;

    expect(meter.recent()).toMatchObject({ count: 1 });
    expect(meter.recent().p99Ms).toBeCloseTo(5, 1);
    expect(meter.total().count).toBe(2);
  });

  test('a pause of minutes leaves nothing recent', () => {
    let now = 0;
    const meter = latencyMeter(() => now);
    meter.record(5);

    now = 300_000;

    expect(meter.recent()).toEqual({ count: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 });
  });

  test('takes the absurd: nothing, and longer than it can measure', () => {
    const meter = latencyMeter(() => 0);

    meter.record(0);
    meter.record(1e9);

    expect(meter.total().count).toBe(2);
    expect(meter.total().maxMs).toBeLessThanOrEqual(601_000);
  });
});
