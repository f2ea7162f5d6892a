/**
 * Draws key ranks with hot keys: Zipf's law, with the exponent chosen so that rank 0 gets the share asked for.
 * @param keys how many keys there are
 * @param hottestShare part of all records that carry the hottest key, 0..1; at 1 ÷ keys or below all are alike
 * @returns a function from a uniform draw in [0, 1) to a rank; 0 is the hottest
 */
export function keyDistribution(keys: number, hottestShare: number): (uniform: number) => number {
  const exponent = zipfExponent(keys, hottestShare);
  const cumulative = new Float64Array(keys);
  let total = 0;
  for (let rank = 0; rank < keys; rank += 1) {
    total += (rank + 1) ** -exponent;
    cumulative[rank] = total;
  }
  return (uniform) => firstAbove(cumulative, uniform * total);
}

/** The exponent at which rank 0 gets the share: 1 ÷ Σ rank^-s falls from 1 to 1 ÷ keys as s falls, so bisection finds it. */
function zipfExponent(keys: number, hottestShare: number): number {
  if (hottestShare <= 1 / keys) return 0;
  let [low, high] = [0, 20];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (shareOfHottest(keys, middle) < hottestShare) low = middle;
    else high = middle;
  }
  return high;
}

function shareOfHottest(keys: number, exponent: number): number {
  let total = 0;
  for (let rank = 1; rank <= keys; rank += 1) total += rank ** -exponent;
  return 1 / total;
}

function firstAbove(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
