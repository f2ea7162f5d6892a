import type { PriceRule } from './price-rules';

/** One offer file of AWS's price list (`…/<offer>/current/<region>/index.json`), as far as prices need it. */
export interface PriceOffer {
  /** `AmazonMSK`. */
  readonly code: string;
  readonly region: string;
  /** Date of publication, ISO (YYYY-MM-DD). */
  readonly publishedOn: string;
  readonly products: Readonly<Record<string, OfferProduct>>;
  readonly onDemand: Readonly<Record<string, Readonly<Record<string, OfferTerm>>>>;
}

interface OfferProduct {
  readonly sku: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface OfferTerm {
  readonly priceDimensions: Readonly<Record<string, OfferDimension>>;
}

interface OfferDimension {
  readonly beginRange?: string;
  readonly pricePerUnit: Readonly<Record<string, string>>;
}

/**
 * Reads an offer file. Format: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html
 * @param name what to call the file in an error
 * @param region whose prices to take, where the file holds several regions
 * @throws an Error that says what the file lacks
 */
export function parsePriceOffer(name: string, text: string, region: string): PriceOffer {
  const input = JSON.parse(text) as {
    offerCode?: unknown;
    publicationDate?: unknown;
    products?: PriceOffer['products'];
    terms?: { OnDemand?: PriceOffer['onDemand'] };
  };
  const { offerCode, publicationDate, products, terms } = input;
  if (typeof offerCode !== 'string' || typeof publicationDate !== 'string') {
    throw new Error(
      `${name} is not an offer file of AWS's price list: it has no offerCode or no publicationDate`,
    );
  }
  if (products === undefined || terms?.OnDemand === undefined) {
    throw new Error(
      `${name} has no products or no terms on demand: download the whole index.json of ${offerCode}`,
    );
  }
  const here = Object.entries(products).filter(([, { attributes }]) => attributes['regionCode'] === region);
  if (here.length === 0) {
    throw new Error(`${name} has no product in ${region}: download the file of that region`);
  }
  return {
    code: offerCode,
    region,
    publishedOn: publicationDate.slice(0, 10),
    products: Object.fromEntries(here),
    onDemand: terms.OnDemand,
  };
}

/** Dollars of that rule in our unit, each different figure once. More than one means the rule is not narrow enough. */
export function offerPrices(offer: PriceOffer, rule: PriceRule): number[] {
  const { usageType, attributes = {}, tierFrom = 0, factor = 1 } = rule;
  const products = Object.values(offer.products).filter(
    (product) =>
      isUsageType(product.attributes['usagetype'] ?? '', usageType) &&
      Object.entries(attributes).every(([name, value]) => product.attributes[name] === value),
  );
  const dimensions = products.flatMap(({ sku }) =>
    Object.values(offer.onDemand[sku] ?? {}).flatMap(({ priceDimensions }) => Object.values(priceDimensions)),
  );
  const prices = dimensions
    .filter(({ beginRange = '0' }) => Number(beginRange) === tierFrom)
    .map(({ pricePerUnit }) => Number(pricePerUnit['USD']))
    .filter((usd) => Number.isFinite(usd) && usd > 0)
    .map((usd) => Number((usd * factor).toPrecision(12)));
  return [...new Set(prices)];
}

/** Virginia's usage types often have no prefix; the others have one such as `EU-` or `USW2-`. */
function isUsageType(given: string, wanted: string): boolean {
  return (
    given === wanted ||
    (given.endsWith(`-${wanted}`) && /^[A-Z0-9]+$/.test(given.slice(0, -wanted.length - 1)))
  );
}
