import type { Purchase } from '../cluster-cost';
import type { DatabasePlan } from '../pipeline-model';
import type { DatabaseNeed } from './database';
import type { PipelineContext } from './part';

/** Aurora counts writes in units of four kilobytes. */
const IO_BYTES = 4_096;

/** What a writer and its reader cost in a month, with storage, and I/O where it is billed. */
export function databasePurchases(
  database: Pick<DatabasePlan, 'kind' | 'instanceType' | 'acu' | 'storage'> & { readonly vcpu: number },
  need: DatabaseNeed,
  { nodes, context }: { readonly nodes: number; readonly context: PipelineContext },
): Purchase[] {
  const component = 'stores' as const;
  return [
    ...compute(database, nodes, context),
    {
      item: `database storage, ${database.storage}`,
      priceKey: database.storage === 'standard' ? 'aurora.storage.standard' : 'aurora.storage.ioOptimized',
      quantity: need.storedGiB,
      unit: 'GB-months',
      component,
    },
    ...(database.storage === 'standard' ? [requests(need, context)] : []),
  ];
}

function compute(
  database: Pick<DatabasePlan, 'kind' | 'instanceType' | 'acu' | 'storage'> & { readonly vcpu: number },
  nodes: number,
  { catalog }: PipelineContext,
): Purchase[] {
  const hours = catalog.rules.hoursPerMonth.value;
  const component = 'stores' as const;
  if (database.kind === 'serverless') {
    return [
      {
        item: `database, ${nodes} × ${database.acu} ACU, serverless`,
        priceKey: database.storage === 'standard' ? 'aurora.acu.standard' : 'aurora.acu.ioOptimized',
        quantity: nodes * (database.acu ?? 0) * hours,
        unit: 'ACU-hours',
        component,
      },
    ];
  }
  const factor = database.storage === 'standard' ? 1 : catalog.pipeline.databaseIoOptimizedFactor.value;
  return [
    {
      item: `database, ${nodes} × ${database.instanceType}${factor === 1 ? '' : `, × ${factor} with I/O included`}`,
      priceKey: `aurora.postgresql.${database.instanceType}`,
      quantity: nodes * hours * factor,
      unit: 'instance-hours',
      component,
    },
    {
      item: 'database proxy',
      priceKey: 'rds.proxy',
      quantity: nodes * database.vcpu * hours,
      unit: 'vCPU-hours',
      component,
    },
  ];
}

/** Rows and their indexes as they are written; reads are answered from memory. */
function requests(need: DatabaseNeed, { catalog }: PipelineContext): Purchase {
  const { databaseIndexFactor } = catalog.pipeline;
  const perSecond = (need.averageBytesPerSecond * databaseIndexFactor.value) / IO_BYTES;
  return {
    item: 'database I/O',
    priceKey: 'aurora.io',
    quantity: (perSecond * 3600 * catalog.rules.hoursPerMonth.value) / 1e6,
    unit: 'million requests',
    component: 'stores',
  };
}
