import { normal, pick, pickWeighted, type Random } from '../random';
import type { MakerOptions, RecordMaker } from './record-maker';

/** Where cards live. Coordinates of city centres, in degrees. */
const CITIES = [
  { country: 'US', currency: 'USD', latitude: 40.71, longitude: -74.01 },
  { country: 'US', currency: 'USD', latitude: 47.61, longitude: -122.33 },
  { country: 'US', currency: 'USD', latitude: 41.88, longitude: -87.63 },
  { country: 'GB', currency: 'GBP', latitude: 51.51, longitude: -0.13 },
  { country: 'DE', currency: 'EUR', latitude: 52.52, longitude: 13.4 },
  { country: 'FR', currency: 'EUR', latitude: 48.86, longitude: 2.35 },
  { country: 'JP', currency: 'JPY', latitude: 35.68, longitude: 139.69 },
];

/**
 * Kinds of merchants: ISO 18245 code, how often they are visited, and a log-normal amount given by its median
 * (in US dollars) and the standard deviation of its logarithm. Made up, in the order of magnitude of a receipt.
 */
const CATEGORIES = [
  { category: '5411', name: 'Grocery', weight: 0.34, medianUsd: 38, spread: 0.8 },
  { category: '5812', name: 'Restaurant', weight: 0.22, medianUsd: 31, spread: 0.7 },
  { category: '5541', name: 'Fuel', weight: 0.13, medianUsd: 46, spread: 0.4 },
  { category: '4111', name: 'Transit', weight: 0.14, medianUsd: 3.2, spread: 0.5 },
  { category: '5732', name: 'Electronics', weight: 0.05, medianUsd: 140, spread: 1.1 },
  { category: '5999', name: 'Shop', weight: 0.09, medianUsd: 27, spread: 1 },
  { category: '7011', name: 'Hotel', weight: 0.02, medianUsd: 230, spread: 0.6 },
  { category: '4511', name: 'Airline', weight: 0.01, medianUsd: 410, spread: 0.7 },
];

const MERCHANTS_PER_CITY_AND_CATEGORY = 12;
/** Yen per dollar, roughly: amounts are in units of the currency, and a yen has no cents. */
const YEN_PER_USD = 150;
/** A stolen card shows up far from home and pays more: this share of payments, so that a detector has something to find. */
const STOLEN_SHARE = 0.002;

/** Card payments: every card has a home city, pays at the merchants there, and rarely turns up elsewhere. */
export function transactions({ keyField = 'cardId', keys, random: setup }: MakerOptions): RecordMaker {
  const homes = Array.from({ length: keys }, () => pick(setup, CITIES));

  return {
    keys,
    make({ rank, id, at, random }) {
      const stolen = random() < STOLEN_SHARE;
      const city = stolen ? pick(random, CITIES) : (homes[rank] ?? pick(random, CITIES));
      const kind = pickWeighted(random, CATEGORIES);
      const shop = Math.floor(random() * MERCHANTS_PER_CITY_AND_CATEGORY) + 1;
      return {
        transactionId: id,
        [keyField]: `card-${rank.toString().padStart(6, '0')}`,
        occurredAt: at,
        amount: amountOf(kind.medianUsd * (stolen ? 5 : 1), kind.spread, city.currency, random),
        currency: city.currency,
        merchant: {
          id: `m-${city.country}-${kind.category}-${shop}`,
          name: `${kind.name} ${shop}`,
          category: kind.category,
          country: city.country,
        },
        location: {
          latitude: degrees(city.latitude + normal(random) * 0.05),
          longitude: degrees(city.longitude + normal(random) * 0.05),
        },
        channel: stolen
          ? 'online'
          : pick(random, ['chip', 'contactless', 'contactless', 'online', 'magstripe']),
      };
    },
  };
}

function amountOf(medianUsd: number, spread: number, currency: string, random: Random): number {
  const usd = Math.min(medianUsd * Math.exp(spread * normal(random)), 50_000);
  return currency === 'JPY'
    ? Math.max(1, Math.round(usd * YEN_PER_USD))
    : Math.max(0.01, Math.round(usd * 100) / 100);
}

function degrees(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
