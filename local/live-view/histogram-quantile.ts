/** A cumulative bucket of a histogram: how many values were at most `upTo`. */
export interface Bucket {
  readonly upTo: number;
  readonly count: number;
}

/**
 * The value below which that share of a histogram lies, as Prometheus estimates it: evenly spread inside a bucket.
 * In the bucket without end it is the lower bound of that bucket.
 * @param buckets cumulative, ascending, the last one without end
 * @returns undefined when the histogram is empty
 */
export function histogramQuantile(buckets: readonly Bucket[], share: number): number | undefined {
  const total = buckets.at(-1)?.count ?? 0;
  if (total <= 0) return undefined;
  const wanted = share * total;
  const index = buckets.findIndex(({ count }) => count >= wanted);
  const found = buckets[index];
  const below = buckets[index - 1] ?? { upTo: 0, count: 0 };
  if (found === undefined || !Number.isFinite(found.upTo)) return below.upTo;
  const inside = found.count - below.count;
  return inside === 0
    ? below.upTo
    : below.upTo + ((wanted - below.count) / inside) * (found.upTo - below.upTo);
}
