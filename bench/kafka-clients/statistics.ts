/** Middle and range of the same measurement taken several times. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Median, smallest and largest of the values. @throws when there are none */
export function spreadOf(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), min: quantile(values, 0), max: quantile(values, 1) };
}

/**
 * Value below which this part of the values lies, interpolated between neighbours.
 *
 * @param part 0 to 1: 0.5 is the median, 0.99 the 99th percentile
 * @throws when there are no values
 */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = part * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new Error('a quantile needs at least one value');
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * How many times better the second value is than the first; above 1 is better.
 * Undefined when either is zero: no ratio says how much better nothing is.
 */
export function timesBetter(base: number, other: number, better: 'higher' | 'lower'): number | undefined {
  if (base === 0 || other === 0) return undefined;
  return better === 'higher' ? other / base : base / other;
}
