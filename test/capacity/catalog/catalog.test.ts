import { BROKER_SOURCES, BROKERS } from '../../../lib/capacity/catalog/brokers';
import { LIMITS } from '../../../lib/capacity/catalog/limits';
import { PIPELINE_CAPACITIES } from '../../../lib/capacity/catalog/pipeline-capacities';
import { PLANNING_RULES } from '../../../lib/capacity/catalog/planning-rules';
import { PRICES, priceOf } from '../../../lib/capacity/catalog/prices';
import { CACHE_NODES, DATABASE_INSTANCES, STORE_SOURCES } from '../../../lib/capacity/catalog/stores';

const REGIONS = ['us-east-1', 'eu-west-1'];

describe('the catalog', () => {
  test.each(REGIONS)('has a price for every broker type in %s', (region) => {
    const unpriced = BROKERS.filter(
      ({ family, type }) => priceOf(PRICES, region, `msk.${family}.broker.${type}`) === undefined,
    );

    expect(unpriced).toEqual([]);
  });

  test('has a price in Virginia for every cache node and database instance', () => {
    const keys = [
      ...CACHE_NODES.map(({ type }) => `elasticache.valkey.${type}`),
      ...DATABASE_INSTANCES.map(({ type }) => `aurora.postgresql.${type}`),
    ];

    expect(keys.filter((key) => priceOf(PRICES, 'us-east-1', key) === undefined)).toEqual([]);
  });

  test('has no price for MSK data delivery: AWS publishes one, no copy of it was found', () => {
    expect(PRICES.filter(({ key }) => key.startsWith('msk.dataDelivery'))).toEqual([]);
  });

  test('says undefined, not zero, for a price it does not have', () => {
    expect(priceOf(PRICES, 'ap-south-1', 'msk.express.dataIn')).toBeUndefined();
    expect(PRICES.filter(({ usd }) => usd <= 0)).toEqual([]);
  });

  test('has each price and each type once', () => {
    expect(new Set(PRICES.map(({ key, region }) => `${region} ${key}`)).size).toBe(PRICES.length);
    expect(new Set(BROKERS.map(({ type }) => type)).size).toBe(BROKERS.length);
  });

  test('names a source and a date for every number', () => {
    const sources = [
      ...PRICES.map(({ source }) => source),
      ...Object.values(BROKER_SOURCES),
      ...Object.values(LIMITS).map(({ source }) => source),
      ...Object.values(PLANNING_RULES).map(({ source }) => source),
      ...Object.values(PIPELINE_CAPACITIES).map(({ source }) => source),
      ...Object.values(STORE_SOURCES),
    ];

    const unsourced = sources.filter(
      ({ title, url, asOf }) => title === '' || url === '' || !/^\d{4}-\d{2}-\d{2}$/.test(asOf),
    );

    expect(unsourced).toEqual([]);
  });

  test('knows the 23 types of MSK: 16 Standard, 7 Express', () => {
    expect(BROKERS.filter(({ family }) => family === 'standard')).toHaveLength(16);
    expect(BROKERS.filter(({ family }) => family === 'express')).toHaveLength(7);
  });

  test('an Express broker sustains two thirds of its maximum ingress', () => {
    for (const broker of BROKERS) {
      if (broker.family !== 'express') continue;
      expect(broker.ingressSustainedMBPerSecond / broker.ingressMaxMBPerSecond).toBeCloseTo(2 / 3, 2);
    }
  });
});
