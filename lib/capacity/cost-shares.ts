import type { Sinks } from '../workload/sinks';
import type { TopicDemand } from './demand';
import { CACHE_ITEM } from './pipeline/cache';
import { flowsOf, type PipelineContext } from './pipeline/part';
import type { CostShare } from './pipeline-model';
import type { CostLine } from './plan-model';

/** Dollars by part of the platform, dearest first. */
export function costByComponent(lines: readonly CostLine[]): CostShare[] {
  const sums = new Map<string, number>();
  for (const { component, usdPerMonth } of lines) {
    sums.set(component, (sums.get(component) ?? 0) + usdPerMonth);
  }
  return [...sums]
    .map(([name, usdPerMonth]) => ({ name, usdPerMonth }))
    .sort((a, b) => b.usdPerMonth - a.usdPerMonth || a.name.localeCompare(b.name));
}

/** The whole bill by stream: lines of its own, and everything else by the bytes it produces on average. */
export function costByStream(lines: readonly CostLine[], streams: readonly TopicDemand[]): CostShare[] {
  const bytes = streams.reduce((sum, stream) => sum + stream.averageIngressBytesPerSecond, 0);
  const shared = lines.reduce((sum, line) => (line.stream === undefined ? sum + line.usdPerMonth : sum), 0);
  const own = new Map<string, number>();
  for (const { stream, usdPerMonth } of lines) {
    if (stream !== undefined) own.set(stream, (own.get(stream) ?? 0) + usdPerMonth);
  }
  return streams.map(({ topic, averageIngressBytesPerSecond }) => ({
    name: topic.name,
    usdPerMonth: (own.get(topic.name) ?? 0) + shared * (averageIngressBytesPerSecond / bytes),
  }));
}

/** What consumers add: their own lines, and the stores by the records of those that use them. */
export function costByConsumer(lines: readonly CostLine[], context: PipelineContext): CostShare[] {
  const own = new Map<string, number>();
  for (const { consumer, usdPerMonth } of lines) {
    if (consumer !== undefined) own.set(consumer, (own.get(consumer) ?? 0) + usdPerMonth);
  }
  const cache = sharesOf(context, 'cache');
  const database = sharesOf(context, 'database');
  const usdOf = (isCache: boolean) =>
    lines
      .filter(({ component, item }) => component === 'stores' && item.startsWith(CACHE_ITEM) === isCache)
      .reduce((sum, line) => sum + line.usdPerMonth, 0);
  const [cacheUsd, databaseUsd] = [usdOf(true), usdOf(false)];
  return Object.keys(context.workload.consumers).map((name) => ({
    name,
    usdPerMonth:
      (own.get(name) ?? 0) + cacheUsd * (cache.get(name) ?? 0) + databaseUsd * (database.get(name) ?? 0),
  }));
}

/** Share of each consumer in one store, by the records it reads: 0..1. */
function sharesOf({ workload, demands }: PipelineContext, store: keyof Sinks): Map<string, number> {
  const records = Object.entries(workload.consumers)
    .filter(([, { sinks }]) => sinks?.[store] !== undefined)
    .map(([name, { reads }]) => ({
      name,
      perSecond: flowsOf(demands, reads).reduce((sum, flow) => sum + flow.averagePerSecond, 0),
    }));
  const total = records.reduce((sum, { perSecond }) => sum + perSecond, 0);
  return new Map(records.map(({ name, perSecond }) => [name, perSecond / total]));
}
