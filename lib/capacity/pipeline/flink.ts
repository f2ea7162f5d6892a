import type { Purchase } from '../cluster-cost';
import type { TopicDemand } from '../demand';
import { largestOf } from '../partitions';
import type { FlinkPlan } from '../pipeline-model';
import type { Constraint, Finding } from '../plan-model';
import { ceil, decimal, GIB, percent, rate, usd, whole } from '../quantities';
import { flowsOf, type Part, type PipelineContext } from './part';

/** The service adds one KPU to every application. */
const ORCHESTRATION_KPUS = 1;

/** KPUs of every consumer with runtime 'flink', by AWS's rule; refused above what one application may have. */
export function planFlink(context: PipelineContext): Part<readonly FlinkPlan[]> {
  const jobs = Object.entries(context.workload.consumers)
    .filter(([, { runtime }]) => runtime === 'flink')
    .map(([name, { reads, stateBytes = 0 }]) => {
      const flows = flowsOf(context.demands, reads);
      return flinkJob(name, flows, stateBytes * context.stage.loadScale, context);
    });
  return {
    plan: jobs,
    purchases: jobs.map((job) => kpuHours(job, context)),
    findings: jobs.flatMap((job) => quotaFindings(job, context)),
  };
}

function flinkJob(
  consumer: string,
  flows: readonly TopicDemand[],
  stateBytes: number,
  context: PipelineContext,
): FlinkPlan {
  const { flinkKpuMax } = context.catalog.pipeline;
  const constraints = [throughput(flows, context), state(stateBytes, context)];
  const { needs, name } = largestOf(constraints);
  return {
    consumer,
    kpus: { count: needs, boundBy: name, constraints },
    orchestrationKpus: ORCHESTRATION_KPUS,
    ...(needs > flinkKpuMax.value && {
      rejected: `${whole(needs)} KPUs, one application has at most ${flinkKpuMax.value}`,
    }),
  };
}

function throughput(flows: readonly TopicDemand[], { catalog }: PipelineContext): Constraint {
  const { flinkBytesPerKpu, flinkAmplification, flinkHeadroom } = catalog.pipeline;
  const bytes = flows.reduce((sum, flow) => sum + flow.peakPerSecond * flow.recordBytes, 0);
  const needed = (bytes * flinkAmplification.value * flinkHeadroom.value) / flinkBytesPerKpu.value;
  return {
    name: 'throughput',
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${rate(bytes)} before compression × ${flinkAmplification.value} ÷ ${rate(flinkBytesPerKpu.value)} × ${flinkHeadroom.value} = ${decimal(needed)}`,
    source: flinkBytesPerKpu.source,
  };
}

function state(stateBytes: number, { catalog }: PipelineContext): Constraint {
  const { flinkStatePerKpu, flinkHeadroom } = catalog.pipeline;
  const needed = (stateBytes / GIB / flinkStatePerKpu.value) * flinkHeadroom.value;
  return {
    name: 'state',
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${decimal(stateBytes / GIB)} GiB ÷ ${flinkStatePerKpu.value} GiB × ${flinkHeadroom.value} = ${decimal(needed)}`,
    source: flinkStatePerKpu.source,
  };
}

function kpuHours({ consumer, kpus, orchestrationKpus }: FlinkPlan, { catalog }: PipelineContext): Purchase {
  return {
    item: `flink ${consumer}, ${whole(kpus.count)} + ${orchestrationKpus} KPUs`,
    priceKey: 'flink.kpu',
    quantity: (kpus.count + orchestrationKpus) * catalog.rules.hoursPerMonth.value,
    unit: 'KPU-hours',
    component: 'flink',
    consumer,
  };
}

function quotaFindings({ consumer, kpus }: FlinkPlan, context: PipelineContext): Finding[] {
  const { flinkKpuQuota, flinkKpuMax } = context.catalog.pipeline;
  const path = `consumers.${consumer}`;
  if (kpus.count <= flinkKpuQuota.value) return [];
  if (kpus.count <= flinkKpuMax.value) {
    return [
      {
        id: 'flink-quota-raise',
        severity: 'warning',
        path,
        message: `${consumer} needs ${whole(kpus.count)} KPUs; an application has ${flinkKpuQuota.value} until AWS raises the quota`,
        counterOffer: `ask for ${whole(kpus.count)} (quota L-3A88E041) before the first deployment`,
      },
    ];
  }
  const applications = ceil(kpus.count / flinkKpuMax.value);
  return [
    {
      id: 'flink-above-quota',
      severity: 'problem',
      path,
      message: `${consumer} needs ${whole(kpus.count)} KPUs; AWS gives one application ${flinkKpuMax.value} at most`,
      counterOffer: `slim the job: let a service filter or aggregate first, so that it reads ${percent(flinkKpuMax.value / kpus.count)} of these bytes; or shard it by key into ${whole(applications)} applications of ${whole(ceil(kpus.count / applications))} KPUs${shardPrice(applications, kpus.count, context)}`,
    },
  ];
}

function shardPrice(applications: number, kpus: number, context: PipelineContext): string {
  const price = context.price('flink.kpu');
  if (price === undefined) return '';
  const all = kpus + applications * ORCHESTRATION_KPUS;
  return `, ${usd(all * price * context.catalog.rules.hoursPerMonth.value)} a month`;
}
