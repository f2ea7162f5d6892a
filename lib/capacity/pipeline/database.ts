import type { DatabaseSink } from '../../workload/sinks';
import { type DatabaseInstance, STORE_SOURCES } from '../catalog/stores';
import { largestOf } from '../partitions';
import type { DatabasePlan } from '../pipeline-model';
import type { Constraint, Finding } from '../plan-model';
import { ceil, decimal, GIB, whole } from '../quantities';
import { databasePurchases } from './database-cost';
import { flowsOf, type Part, type PipelineContext, sumOf, usdOf } from './part';

/** Writer, and a reader in another zone that takes over. */
const NODES = 2;
/** Two tasks of the registry share the database with the consumers. */
const REGISTRY_TASKS = 2;
/** Share of the connections for tasks; the rest is for people and migrations. */
const CONNECTION_SHARE = 0.8;
/** AWS: one vCPU of an r class is four capacity units; a unit has 2 GiB. */
const ACU_PER_VCPU = 4;
const GIB_PER_ACU = 2;
const MAX_ACU = 256;

/** What all consumers together ask of the database. */
export interface DatabaseNeed {
  readonly peakRowsPerSecond: number;
  readonly averageRowsPerSecond: number;
  readonly averageBytesPerSecond: number;
  readonly storedGiB: number;
  readonly tasks: number;
}

type Candidate = Pick<DatabasePlan, 'kind' | 'instanceType' | 'acu' | 'storage' | 'maxConnections'> & {
  readonly vcpu: number;
};

/** Aurora for the registry and what consumers keep: instances and serverless, both storage prices, the cheapest taken. */
export function planDatabase(context: PipelineContext): Part<DatabasePlan> {
  const need = needOf(context);
  const constraints = constraintsOf(need, context);
  const { needs, name } = largestOf(constraints);
  const fitting = candidates(context).filter(
    (candidate) => candidate.vcpu >= needs && candidate.maxConnections * CONNECTION_SHARE >= need.tasks,
  );
  const most = Math.max(...candidates(context).map(({ vcpu }) => vcpu));
  const largest = candidates(context).filter(({ vcpu }) => vcpu === most);
  const tried = (fitting.length > 0 ? fitting : largest).map((candidate) => {
    const bought = databasePurchases(candidate, need, { nodes: NODES, context });
    return { candidate, bought, usd: usdOf(bought, context.price) ?? Infinity };
  });
  const [best] = tried.sort((a, b) => a.usd - b.usd || a.candidate.vcpu - b.candidate.vcpu);
  if (best === undefined)
    throw new Error('the catalog has no database instances: no database can be planned');
  const { vcpu: size, ...kind } = best.candidate;
  const refusal = refusedRows(need, context);
  const rejected =
    refusal.length > 0 || fitting.length === 0
      ? `${whole(need.peakRowsPerSecond)} rows/s need ${whole(needs)} vCPU of one writer`
      : undefined;
  return {
    plan: {
      ...kind,
      nodes: NODES,
      vcpu: { count: needs, boundBy: name, constraints },
      rowsPerSecond: need.peakRowsPerSecond,
      storageGiB: need.storedGiB,
      poolPerTask: poolPerTask(best.candidate.maxConnections, need.tasks, context),
      hasProxy: kind.kind === 'instances' && size > 0,
      ...(rejected !== undefined && { rejected }),
    },
    purchases: best.bought,
    findings: refusal,
  };
}

function needOf({ workload, stage, demands, services, catalog }: PipelineContext): DatabaseNeed {
  const sinks = Object.entries(workload.consumers).flatMap(([name, { reads, sinks: both }]) => {
    const sink = both?.database;
    if (sink === undefined) return [];
    const flows = flowsOf(demands, reads);
    const rows = sumOf(flows, ({ averagePerSecond }) => averagePerSecond) * sink.rowsPerRecord;
    return [
      {
        sink,
        peakRows: sumOf(flows, ({ peakPerSecond }) => peakPerSecond) * sink.rowsPerRecord,
        rows,
        tasks: services.find((service) => service.name === name)?.maxTasks ?? 1,
      },
    ];
  });
  const days = ({ retentionDays }: DatabaseSink) =>
    Math.min(retentionDays, (stage.retentionHoursAtMost ?? Number.POSITIVE_INFINITY) / 24);
  const kept = sumOf(sinks, ({ sink, rows }) => rows * sink.rowBytes * days(sink) * 86_400);
  return {
    peakRowsPerSecond: sumOf(sinks, ({ peakRows }) => peakRows),
    averageRowsPerSecond: sumOf(sinks, ({ rows }) => rows),
    averageBytesPerSecond: sumOf(sinks, ({ sink, rows }) => rows * sink.rowBytes),
    storedGiB: (kept * catalog.pipeline.databaseIndexFactor.value) / GIB,
    tasks: sumOf(sinks, ({ tasks }) => tasks) + REGISTRY_TASKS,
  };
}

function constraintsOf(need: DatabaseNeed, { catalog }: PipelineContext): Constraint[] {
  const { databaseRowsPerVcpu, databaseUtilization } = catalog.pipeline;
  const vcpu = need.peakRowsPerSecond / (databaseRowsPerVcpu.value * databaseUtilization.value);
  return [
    {
      name: 'registry',
      needs: 0.125,
      arithmetic: 'schemas of the registry: half a capacity unit, an eighth of a vCPU',
      source: STORE_SOURCES.database,
    },
    {
      name: 'rows',
      needs: ceil(vcpu * 8) / 8,
      arithmetic: `${decimal(need.peakRowsPerSecond)} rows/s ÷ (${whole(databaseRowsPerVcpu.value)} rows/s × ${databaseUtilization.value}) = ${decimal(vcpu)} vCPU`,
      source: databaseRowsPerVcpu.source,
    },
  ];
}

/** Every way to buy it, smallest first. */
function candidates({ catalog }: PipelineContext): Candidate[] {
  const storages = ['standard', 'io-optimized'] as const;
  const units = Array.from({ length: 10 }, (_, power) => 2 ** power / 2).filter((acu) => acu <= MAX_ACU);
  return [
    ...units.map((acu) => ({
      kind: 'serverless' as const,
      acu,
      vcpu: acu / ACU_PER_VCPU,
      maxConnections: connectionsOf(acu * GIB_PER_ACU, catalog.pipeline),
    })),
    ...catalog.databaseInstances.map(({ type, vcpu, memoryGiB }: DatabaseInstance) => ({
      kind: 'instances' as const,
      instanceType: type,
      vcpu,
      maxConnections: connectionsOf(memoryGiB, catalog.pipeline),
    })),
  ].flatMap((candidate) => storages.map((storage) => ({ ...candidate, storage })));
}

function connectionsOf(memoryGiB: number, pipeline: PipelineContext['catalog']['pipeline']): number {
  const byMemory = Math.floor((memoryGiB * GIB) / pipeline.databaseBytesPerConnection.value);
  return Math.min(byMemory, pipeline.databaseConnectionsMax.value);
}

function poolPerTask(maxConnections: number, tasks: number, { catalog }: PipelineContext): number {
  const each = Math.floor((maxConnections * CONNECTION_SHARE) / tasks);
  return Math.max(1, Math.min(each, catalog.pipeline.databasePool.value));
}

/** A database is for what is left after processing. More rows than one writer takes are a design, not a size. */
function refusedRows(need: DatabaseNeed, { workload, demands, catalog }: PipelineContext): Finding[] {
  const { databaseRowsMax } = catalog.pipeline;
  if (need.peakRowsPerSecond <= databaseRowsMax.value) return [];
  const perConsumer = Object.entries(workload.consumers).flatMap(([name, { reads, sinks }]) => {
    const flows = flowsOf(demands, reads);
    const records = sumOf(flows, ({ peakPerSecond }) => peakPerSecond);
    const ratio = sinks?.database?.rowsPerRecord;
    return ratio === undefined ? [] : [{ name, records, ratio, rows: records * ratio }];
  });
  const [most] = perConsumer.sort((a, b) => b.rows - a.rows);
  if (most === undefined) return [];
  const fits = databaseRowsMax.value / need.peakRowsPerSecond;
  return [
    {
      id: 'database-rows-above-limit',
      severity: 'problem',
      path: `consumers.${most.name}.sinks.database.rowsPerRecord`,
      message: `${whole(need.peakRowsPerSecond)} rows/s at peak (${most.name} alone: ${whole(most.records)} records/s × ${most.ratio}); one PostgreSQL writer was measured at ${whole(databaseRowsMax.value)} rows/s with COPY and no index, and readers do not share the writing`,
      counterOffer: `keep aggregates: rowsPerRecord of ${decimal(most.ratio * fits)} or less, one row for ${whole(ceil(1 / (most.ratio * fits)))} records; every record belongs in the archive`,
    },
  ];
}
