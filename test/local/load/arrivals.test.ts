import { poissonArrivals } from '../../../local/load/arrivals';
import { randomFrom } from '../../../local/load/random';
import { rateAt } from '../../../local/load/rate-profile';

describe('poissonArrivals', () => {
  test('come at the rate, in order, each once', () => {
    const arrivals = poissonArrivals(() => 1_000, randomFrom('a'));

    const first = arrivals.until(50_000);
    const second = arrivals.until(100_000);
    const all = [...first, ...second];

    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(new Set(all).size).toBe(all.length);
    // 100 s × 1,000 a second, within five standard deviations (√100,000 ≈ 316).
    expect(Math.abs(all.length - 100_000)).toBeLessThan(5 * 316);
    expect(arrivals.until(100_000)).toEqual([]);
  });

  test('follow a rate that changes', () => {
    const profile = { kind: 'bursts', everySeconds: 20, burstSeconds: 5 } as const;
    const rates = { averagePerSecond: 400, peakPerSecond: 2_000 };
    const arrivals = poissonArrivals((seconds) => rateAt(profile, rates, seconds), randomFrom('b'));

    const quiet = arrivals.until(15_000).length;
    const burst = arrivals.until(20_000).length;

    expect(quiet / 15).toBeCloseTo(400, -2);
    expect(burst / 5).toBeGreaterThan(1_800);
  });

  test('are the same for the same seed, however often they are asked for', () => {
    const oneByOne = poissonArrivals(() => 50, randomFrom('c'));
    const atOnce = poissonArrivals(() => 50, randomFrom('c'));

    const parts = Array.from({ length: 100 }, (_, index) => oneByOne.until((index + 1) * 10)).flat();

    expect(parts).toEqual(atOnce.until(1_000));
    expect(parts).not.toEqual(poissonArrivals(() => 50, randomFrom('d')).until(1_000));
  });
});

describe('rateAt', () => {
  const rates = { averagePerSecond: 100, peakPerSecond: 700 };

  test('stays where it is told', () => {
    expect(rateAt({ kind: 'steady', at: 'average' }, rates, 3)).toBe(100);
    expect(rateAt({ kind: 'steady', at: 'peak' }, rates, 3)).toBe(700);
  });

  test('bursts at the end of every period', () => {
    const bursts = { kind: 'bursts', everySeconds: 20, burstSeconds: 5 } as const;

    expect([0, 14.9, 15, 19.9, 20, 35].map((second) => rateAt(bursts, rates, second))).toEqual([
      100, 100, 700, 700, 100, 700,
    ]);
  });
});
