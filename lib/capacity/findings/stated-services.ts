import { priceOf } from '../catalog/prices';
import type { Finding } from '../plan-model';
import { ceil, decimal, rate, usd, whole } from '../quantities';
import { tasksFor } from '../task-rate';
import type { FindingContext } from './context';
import { rawBytesPerSecond, recordsPerSecond, sourcesOf } from './what-if';

/**
 * Rows per second one PostgreSQL writer takes by COPY, no indexes: measured 87,000 on one connection, PostgreSQL 15 on
 * loopback, 2026-11-21. A network and indexes only make it less.
 */
const ROWS_PER_SECOND = 87_000;

/** Consumers and databases a document states. */
export function statedServiceFindings(context: FindingContext): Finding[] {
  return [...consumers(context), ...database(context)];
}

function consumers(context: FindingContext): Finding[] {
  const { workload, catalog, demands } = context;
  const stated = workload.stated?.consumers;
  if (stated === undefined) return [];
  const vcpu = vcpuOf(stated.instanceType);
  const flows = demands.filter(({ topic }) => topic.purpose === 'stream');
  const capacity = catalog.services.consumer;
  const { tasks, arithmetic } = tasksFor(flows, capacity, catalog);
  const needed = ceil(tasks * (capacity.cpuUnits / 1024));
  if (stated.count * vcpu >= needed) return [];
  const each = (value: number) => value / stated.count;
  return [
    {
      id: 'stated-consumers-too-few',
      severity: 'problem',
      path: 'stated.consumers',
      message: `${whole(stated.count)} × ${stated.instanceType} would each read ${whole(each(recordsPerSecond(context)))} records/s, ${rate(each(rawBytesPerSecond(context).peak))} before compression, on ${decimal(vcpu)} vCPU. To parse and count every record once takes ${whole(needed)} vCPU, writing to a database not included: ${arithmetic} of one vCPU`,
      counterOffer: `${whole(needed)} tasks of one vCPU for each group that reads everything${taskPrice(needed, context)}`,
      ...sourcesOf(priceOf(catalog.prices, context.stage.region, 'fargate.arm.vcpu')),
    },
  ];
}

function database(context: FindingContext): Finding[] {
  const { workload, catalog, stage } = context;
  const rowsPerRecord = workload.stated?.databaseRowsPerRecord;
  if (rowsPerRecord === undefined) return [];
  const records = recordsPerSecond(context);
  const rows = records * rowsPerRecord;
  if (rows <= ROWS_PER_SECOND) return [];
  const price = priceOf(catalog.prices, stage.region, 'aurora.postgresql.db.r7g.4xlarge');
  const cost =
    price === undefined
      ? `no price for it in ${stage.region}`
      : `${usd(2 * price.usd * catalog.rules.hoursPerMonth.value)} a month for a writer and a reader, db.r7g.4xlarge`;
  return [
    {
      id: 'database-takes-every-record',
      severity: 'problem',
      path: 'stated.databaseRowsPerRecord',
      message: `${whole(records)} records/s × ${decimal(rowsPerRecord)} rows = ${whole(rows)} rows/s; one PostgreSQL writer was measured at ${whole(ROWS_PER_SECOND)} rows/s with COPY and no index, and readers do not share the writing`,
      counterOffer: `keep aggregates and samples: at most one row for ${whole(ceil(records / ROWS_PER_SECOND))} records (databaseRowsPerRecord ${decimal(ROWS_PER_SECOND / records)} or less) fits one writer (${cost}); every record belongs in the archive`,
      ...sourcesOf(price),
    },
  ];
}

function taskPrice(tasks: number, { catalog, stage }: FindingContext): string {
  const vcpu = priceOf(catalog.prices, stage.region, 'fargate.arm.vcpu');
  const memory = priceOf(catalog.prices, stage.region, 'fargate.arm.memory');
  if (vcpu === undefined || memory === undefined) return ` (no price for Fargate in ${stage.region})`;
  const gib = catalog.services.consumer.memoryMiB / 1024;
  const hours = catalog.rules.hoursPerMonth.value;
  return `, ${usd(tasks * (vcpu.usd + gib * memory.usd) * hours)} a month on Fargate`;
}

/** EC2's sizes: large has 2 vCPU, xlarge 4, Nxlarge 4 N. */
function vcpuOf(instanceType: string): number {
  const size = instanceType.split('.').at(-1) ?? '';
  const multiple = /^(\d+)xlarge$/.exec(size)?.[1];
  if (multiple !== undefined) return 4 * Number(multiple);
  return size === 'xlarge' ? 4 : 2;
}
