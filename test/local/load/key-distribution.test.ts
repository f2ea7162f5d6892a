import { keyDistribution } from '../../../local/load/key-distribution';
import { randomFrom } from '../../../local/load/random';

const DRAWS = 200_000;

function sharesOf(keys: number, hottestShare: number): number[] {
  const rankOf = keyDistribution(keys, hottestShare);
  const random = randomFrom('test');
  const counts = new Array<number>(keys).fill(0);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const rank = rankOf(random());
    counts[rank] = (counts[rank] ?? Number.NaN) + 1;
  }
  return counts.map((count) => count / DRAWS);
}

describe('keyDistribution', () => {
  test.each([
    [5_000, 0.02],
    [1_000, 0.3],
    [10, 0.5],
  ])('of %d keys the hottest gets a share of %d', (keys, share) => {
    const [hottest] = sharesOf(keys, share);

    // Three standard deviations of a binomial count.
    expect(Math.abs((hottest ?? 0) - share)).toBeLessThan(3 * Math.sqrt((share * (1 - share)) / DRAWS));
  });

  test('lower ranks are hotter', () => {
    const [first = 0, second = 0, third = 0] = sharesOf(100, 0.2);

    expect(first).toBeGreaterThan(second);
    expect(second).toBeGreaterThan(third);
  });

  test('a share below 1 ÷ keys makes all keys alike', () => {
    const shares = sharesOf(20, 0);

    for (const share of shares) expect(Math.abs(share - 1 / 20)).toBeLessThan(0.005);
  });

  test('the ends of the range are keys too', () => {
    const rankOf = keyDistribution(3, 0.5);

    expect(rankOf(0)).toBe(0);
    expect(rankOf(1 - Number.EPSILON / 2)).toBe(2);
    expect(keyDistribution(1, 0.5)(0.7)).toBe(0);
  });
});
