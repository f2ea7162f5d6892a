import type { NumberSource } from '../../plan-model';
import type { PriceFile, PriceRow } from '../price-file';
import { offerPrices, type PriceOffer } from './price-offer';
import { type PriceRule, priceRule } from './price-rules';

/** One price after a refresh. */
export interface PriceChange {
  readonly key: string;
  readonly region: string;
  /** Dollars before; undefined where the file had none. */
  readonly before: number | undefined;
  readonly after: number;
}

/** What a refresh made of the price file. */
export interface PriceRefresh {
  readonly file: PriceFile;
  /** Prices that are new or differ. */
  readonly changes: readonly PriceChange[];
  /** Rows the offers confirm as they are. */
  readonly confirmed: number;
  /** Keys the offers should have and do not, or have more than once with different prices. They stay as they were. */
  readonly unresolved: readonly { readonly key: string; readonly region: string; readonly why: string }[];
}

/**
 * The price file with what the offers of AWS's price list say. Only keys the file knows are looked up, and only in
 * offers that were given; everything else keeps its row, its source and its date.
 */
export function refreshPrices(file: PriceFile, offers: readonly PriceOffer[]): PriceRefresh {
  const rows = new Map(file.prices.map((row) => [`${row[1]} ${row[0]}`, row]));
  const sources: Record<string, NumberSource> = { ...file.sources };
  const changes: PriceChange[] = [];
  const unresolved: PriceRefresh['unresolved'][number][] = [];
  let confirmed = 0;

  for (const offer of offers) {
    for (const [key, rule] of rulesOf(file, offer)) {
      const found = offerPrices(offer, rule);
      const [usd] = found;
      if (usd === undefined || found.length > 1) {
        const why = usd === undefined ? 'not in the offer' : `several prices: ${found.join(', ')}`;
        unresolved.push({ key, region: offer.region, why });
        continue;
      }
      const id = `${offer.code}-${offer.region}-${offer.publishedOn}`;
      sources[id] = sourceOf(offer);
      const before = rows.get(`${offer.region} ${key}`);
      if (before?.[2] === usd) confirmed += 1;
      else changes.push({ key, region: offer.region, before: before?.[2], after: usd });
      rows.set(`${offer.region} ${key}`, [key, offer.region, usd, id, 'published']);
    }
  }
  return {
    file: { sources: used(sources, rows), units: file.units, prices: ordered(file, rows) },
    changes,
    confirmed,
    unresolved,
  };
}

function rulesOf(file: PriceFile, offer: PriceOffer): [string, PriceRule][] {
  return Object.keys(file.units).flatMap((key): [string, PriceRule][] => {
    const rule = priceRule(key);
    return rule?.offer === offer.code ? [[key, rule]] : [];
  });
}

function sourceOf({ code, region, publishedOn }: PriceOffer): NumberSource {
  return {
    title: `AWS Price List, ${code}`,
    url: `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${code}/current/${region}/index.json`,
    asOf: publishedOn,
  };
}

/** Rows stand where they stood; a new region of a key stands behind its others. */
function ordered(file: PriceFile, rows: ReadonlyMap<string, PriceRow>): PriceRow[] {
  const all = [...rows.values()];
  return Object.keys(file.units).flatMap((key) => all.filter((row) => row[0] === key));
}

function used(
  sources: Readonly<Record<string, NumberSource>>,
  rows: ReadonlyMap<string, PriceRow>,
): Record<string, NumberSource> {
  const ids = new Set([...rows.values()].map((row) => row[3]));
  return Object.fromEntries(Object.entries(sources).filter(([id]) => ids.has(id)));
}
