import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePriceFile, printPriceFile } from '../../../../lib/capacity/catalog/price-file';
import priceFile from '../../../../lib/capacity/catalog/prices.json';
import { offerPrices, parsePriceOffer } from '../../../../lib/capacity/catalog/refresh/price-offer';
import { priceRule } from '../../../../lib/capacity/catalog/refresh/price-rules';
import { refreshPrices } from '../../../../lib/capacity/catalog/refresh/refresh-prices';

const FILE = parsePriceFile(priceFile);
const OFFER_TEXT = readFileSync(join(__dirname, 'msk-offer.json'), 'utf8');
const offer = parsePriceOffer('msk-offer.json', OFFER_TEXT, 'us-east-1');

function rowOf(file: typeof FILE, region: string, key: string) {
  return file.prices.find((row) => row[0] === key && row[1] === region);
}

describe('a refresh of the prices', () => {
  const refreshed = refreshPrices(FILE, [offer]);

  test('takes new prices with the offer as their source', () => {
    expect(refreshed.changes).toEqual(
      [
        { key: 'msk.standard.storage', region: 'us-east-1', before: 0.1, after: 0.12 },
        { key: 'msk.express.broker.express.m7g.large', region: 'us-east-1', before: 0.408, after: 0.4 },
      ].sort((a, b) => Object.keys(FILE.units).indexOf(a.key) - Object.keys(FILE.units).indexOf(b.key)),
    );
    expect(rowOf(refreshed.file, 'us-east-1', 'msk.standard.storage')).toEqual([
      'msk.standard.storage',
      'us-east-1',
      0.12,
      'AmazonMSK-us-east-1-2026-11-02',
      'published',
    ]);
    expect(refreshed.file.sources['AmazonMSK-us-east-1-2026-11-02']).toMatchObject({ asOf: '2026-11-02' });
  });

  test('gives a price that did not change its new date', () => {
    expect(refreshed.confirmed).toBe(1);
    expect(rowOf(refreshed.file, 'us-east-1', 'msk.standard.broker.kafka.m7g.large')?.[3]).toBe(
      'AmazonMSK-us-east-1-2026-11-02',
    );
  });

  test('keeps what the offer does not have, and what it has twice', () => {
    expect(refreshed.unresolved).toContainEqual({
      key: 'msk.serverless.in',
      region: 'us-east-1',
      why: 'several prices: 0.1, 0.3',
    });
    expect(refreshed.unresolved).toContainEqual({
      key: 'msk.standard.broker.kafka.m5.large',
      region: 'us-east-1',
      why: 'not in the offer',
    });
    expect(rowOf(refreshed.file, 'us-east-1', 'msk.serverless.in')).toEqual(
      rowOf(FILE, 'us-east-1', 'msk.serverless.in'),
    );
  });

  test('touches neither other regions nor other services', () => {
    for (const [region, key] of [
      ['eu-west-1', 'msk.standard.storage'],
      ['us-east-1', 'fargate.arm.vcpu'],
    ] as const) {
      expect(rowOf(refreshed.file, region, key)).toEqual(rowOf(FILE, region, key));
    }
    expect(refreshed.file.prices).toHaveLength(FILE.prices.length);
  });
});

describe('an offer file', () => {
  test('prices a tier by where it begins, in our unit', () => {
    const tiered = parsePriceOffer(
      'io.json',
      JSON.stringify({
        offerCode: 'AmazonRDS',
        publicationDate: '2026-11-02T00:00:00Z',
        products: {
          A: {
            sku: 'A',
            attributes: {
              regionCode: 'eu-west-1',
              usagetype: 'EU-Aurora:StorageIOUsage',
              databaseEngine: 'Aurora PostgreSQL',
            },
          },
        },
        terms: {
          OnDemand: { A: { T: { priceDimensions: { D: { pricePerUnit: { USD: '0.00000022' } } } } } },
        },
      }),
      'eu-west-1',
    );
    const rule = priceRule('aurora.io');

    expect(rule && offerPrices(tiered, rule)).toEqual([0.22]);
  });

  test('is refused where it is something else', () => {
    expect(() => parsePriceOffer('plan.json', '{}', 'us-east-1')).toThrow('plan.json is not an offer file');
    expect(() => parsePriceOffer('msk.json', OFFER_TEXT, 'eu-west-1')).toThrow('no product in eu-west-1');
  });
});

describe('the price file', () => {
  test('is printed as it stands in the repository', () => {
    const path = join(__dirname, '../../../../lib/capacity/catalog/prices.json');

    expect(printPriceFile(FILE)).toBe(readFileSync(path, 'utf8'));
  });

  test('is refused with a price of zero', () => {
    const zero = {
      ...FILE,
      prices: [['msk.standard.storage', 'us-east-1', 0, 'feed-msk-2025-10-09', 'published']],
    };

    expect(() => parsePriceFile(zero)).toThrow('expected dollars above zero, got 0');
  });
});
