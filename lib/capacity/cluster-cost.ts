import type { Catalog } from './catalog/catalog';
import { priceOf } from './catalog/prices';
import type { ClusterLoad } from './cluster-load';
import type { ClusterCandidate, CostComponent, CostLine } from './plan-model';
import { GIB } from './quantities';

/** Lines of a bill, and the keys of prices the catalog does not have. */
export interface Bill {
  readonly lines: readonly CostLine[];
  readonly missing: readonly string[];
}

/** How much of what is bought in a month. */
export interface Purchase {
  readonly item: string;
  readonly priceKey: string;
  readonly quantity: number;
  readonly unit: string;
  readonly component: CostComponent;
  readonly consumer?: string;
  readonly stream?: string;
}

/** Prices purchases in a region. What has no price is listed as missing, never counted as zero. */
export function billFor(purchases: readonly Purchase[], region: string, catalog: Catalog): Bill {
  const lines: CostLine[] = [];
  const missing: string[] = [];
  for (const { priceKey, ...purchase } of purchases) {
    if (purchase.quantity === 0) continue;
    const price = priceOf(catalog.prices, region, priceKey);
    if (price === undefined) {
      if (!missing.includes(priceKey)) missing.push(priceKey);
      continue;
    }
    const { usd, source } = price;
    lines.push({ ...purchase, unitPriceUsd: usd, usdPerMonth: purchase.quantity * usd, source });
  }
  return { lines, missing };
}

/** Sum of a bill; undefined while a price is missing. */
export function totalOf({ lines, missing }: Bill): number | undefined {
  return missing.length > 0 ? undefined : lines.reduce((sum, line) => sum + line.usdPerMonth, 0);
}

/** What a cluster costs: brokers, and storage and data as its family meters them. */
export function clusterPurchases(
  candidate: ClusterCandidate,
  load: ClusterLoad,
  catalog: Catalog,
): Purchase[] {
  const { family, instanceType, brokers, storage } = candidate;
  const hours = catalog.rules.hoursPerMonth.value;
  const brokerHours: Purchase = {
    item: `brokers, ${brokers} × ${instanceType}`,
    priceKey: `msk.${family}.broker.${instanceType}`,
    quantity: brokers * hours,
    unit: 'broker-hours',
    component: 'brokers',
  };
  if (family === 'express') {
    return [
      brokerHours,
      {
        item: 'broker storage, one copy is billed',
        priceKey: 'msk.express.storage',
        quantity: load.storedBytes / GIB,
        unit: 'GB-months',
        component: 'brokers',
      },
      {
        item: 'data in',
        priceKey: 'msk.express.dataIn',
        quantity: (load.averageIngressBytesPerSecond * 3600 * hours) / GIB,
        unit: 'GB',
        component: 'brokers',
      },
    ];
  }
  const throughput = storage?.provisionedThroughputMiBPerSecond;
  return [
    brokerHours,
    {
      item: `broker storage, ${brokers} × ${storage?.volumeGiB ?? 0} GiB`,
      priceKey: 'msk.standard.storage',
      quantity: brokers * (storage?.volumeGiB ?? 0),
      unit: 'GB-months',
      component: 'brokers',
    },
    ...(throughput === undefined
      ? []
      : [
          {
            item: `provisioned throughput, ${brokers} × ${throughput} MiB/s`,
            priceKey: 'msk.standard.storageThroughput',
            quantity: brokers * throughput,
            unit: 'MiB/s-months',
            component: 'brokers' as const,
          },
        ]),
  ];
}
