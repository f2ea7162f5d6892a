import type { Purchase } from '../cluster-cost';
import type { EdgeOption, EdgePlan } from '../pipeline-model';
import { decimal, GIB, whole } from '../quantities';
import { flowsOf, type Part, type PipelineContext, sumOf, usdOf } from './part';

/** API Gateway meters a request once per 512 KB. */
const METERED_BYTES = 512 * 1024;
/** Requests of a month at the first price, in millions. */
const FIRST_MILLIONS = 300;

interface Traffic {
  readonly bytesPerSecond: number;
  readonly requestsPerSecond: number;
}

/** A load balancer per source is deployed; what API Gateway would cost instead stands beside it. */
export function planEdge(context: PipelineContext): Part<EdgePlan> {
  const sources = Object.values(context.workload.sources).map((source) => trafficOf(source, context));
  const balancer = balancerPurchases(sources, context);
  const gateway = gatewayPurchases(sources, context);
  return {
    plan: {
      deployed: 'load-balancer',
      options: [
        option('load-balancer', balancerText(sources, context), usdOf(balancer, context.price)),
        option('api-gateway', gatewayText(sources), usdOf(gateway, context.price)),
      ],
    },
    purchases: balancer,
    findings: [],
  };
}

function option(kind: EdgeOption['kind'], arithmetic: string, usd: number | undefined): EdgeOption {
  return { kind, arithmetic, ...(usd !== undefined && { usdPerMonth: usd }) };
}

/** Capacity is metered by the hour, so the average decides; records travel as JSON, before compression. */
function trafficOf(
  { streams, recordsPerRequest }: PipelineContext['workload']['sources'][string],
  { demands, catalog }: PipelineContext,
): Traffic {
  const flows = flowsOf(demands, streams);
  const bytesPerSecond = sumOf(flows, ({ averagePerSecond, recordBytes }) => averagePerSecond * recordBytes);
  const records = sumOf(flows, ({ averagePerSecond }) => averagePerSecond);
  const perRequest = recordsPerRequest ?? catalog.pipeline.recordsPerRequest.value;
  const parts = records === 0 ? 1 : Math.max(1, ((bytesPerSecond / records) * perRequest) / METERED_BYTES);
  return { bytesPerSecond, requestsPerSecond: (records / perRequest) * parts };
}

function unitsOf({ bytesPerSecond }: Traffic, { catalog }: PipelineContext): number {
  return (bytesPerSecond * 3600) / GIB / catalog.pipeline.lcuGiBPerHour.value;
}

function balancerPurchases(sources: readonly Traffic[], context: PipelineContext): Purchase[] {
  const hours = context.catalog.rules.hoursPerMonth.value;
  const units = sumOf(sources, (source) => unitsOf(source, context));
  const component = 'edge' as const;
  return [
    {
      item: `load balancer, ${sources.length}`,
      priceKey: 'alb.hour',
      quantity: sources.length * hours,
      unit: 'hours',
      component,
    },
    {
      item: 'load balancer capacity',
      priceKey: 'alb.lcu',
      quantity: units * hours,
      unit: 'LCU-hours',
      component,
    },
  ];
}

function balancerText(sources: readonly Traffic[], context: PipelineContext): string {
  const units = sumOf(sources, (source) => unitsOf(source, context));
  const gib = context.catalog.pipeline.lcuGiBPerHour.value;
  return `${decimal(sumOf(sources, ({ bytesPerSecond }) => bytesPerSecond) / 1e6)} MB/s on average × 3,600 s ÷ ${gib} GiB/h = ${decimal(units)} LCU`;
}

function gatewayPurchases(sources: readonly Traffic[], { catalog }: PipelineContext): Purchase[] {
  const seconds = catalog.rules.hoursPerMonth.value * 3600;
  const millions = sumOf(sources, ({ requestsPerSecond }) => (requestsPerSecond * seconds) / 1e6);
  const component = 'edge' as const;
  const unit = 'million requests';
  return [
    {
      item: 'API Gateway',
      priceKey: 'apigw.http.first300M',
      quantity: Math.min(millions, FIRST_MILLIONS),
      unit,
      component,
    },
    {
      item: 'API Gateway above 300 M',
      priceKey: 'apigw.http.over300M',
      quantity: Math.max(0, millions - FIRST_MILLIONS),
      unit,
      component,
    },
  ];
}

function gatewayText(sources: readonly Traffic[]): string {
  return `${whole(sumOf(sources, ({ requestsPerSecond }) => requestsPerSecond))} requests/s on average, metered per 512 KB`;
}
