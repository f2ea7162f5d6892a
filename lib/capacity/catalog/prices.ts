import type { NumberSource } from '../plan-model';
import type { Confidence } from './fact';
import { parsePriceFile, pricesOf } from './price-file';
import priceFile from './prices.json';

/** One price of AWS in one region, on demand, before discounts and taxes. */
export interface Price {
  /** `msk.standard.broker.kafka.m7g.large`, `msk.express.dataIn` … */
  readonly key: string;
  readonly region: string;
  readonly usd: number;
  /** What is paid for: `broker-hour`, `GB-month` … GB means 2^30 bytes, as AWS meters them. */
  readonly unit: string;
  readonly source: NumberSource;
  readonly confidence: Confidence;
}

/**
 * Every price the planner knows, for Virginia and Ireland. `penstock prices refresh` rewrites prices.json.
 * What AWS charges and the file lacks (MSK data delivery, much of Ireland) is missing in plans too, never zero.
 */
export const PRICES: readonly Price[] = pricesOf(parsePriceFile(priceFile));

/**
 * The price of that key in that region.
 * @returns undefined where the catalog has none. Say so; never guess, never take zero.
 */
export function priceOf(prices: readonly Price[], region: string, key: string): Price | undefined {
  return indexOf(prices).get(`${region} ${key}`);
}

// A bill asks hundreds of times, and the list never changes.
const INDEXES = new WeakMap<readonly Price[], ReadonlyMap<string, Price>>();

function indexOf(prices: readonly Price[]): ReadonlyMap<string, Price> {
  const known = INDEXES.get(prices);
  if (known !== undefined) return known;
  const index = new Map(prices.map((price) => [`${price.region} ${price.key}`, price]));
  INDEXES.set(prices, index);
  return index;
}
