import type { TopicDemand } from './demand';
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
export function costByConsumer(
  lines: readonly CostLine[],
  { workload, demands }: PipelineContext,
): CostShare[] {
  const own = new Map<string, number>();
  for (const { consumer, usdPerMonth } of lines) {
    if (consumer !== undefined) own.set(consumer, (own.get(consumer) ?? 0) + usdPerMonth);
  }
  const weights = new Map(
    Object.entries(workload.consumers).map(([name, { reads, sinks }]) => {
      const flows = sinks === undefined ? [] : flowsOf(demands, reads);
      return [name, flows.reduce((sum, flow) => sum + flow.averagePerSecond, 0)];
    }),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const stores = lines.reduce((sum, line) => (line.component === 'stores' ? sum + line.usdPerMonth : sum), 0);
  return Object.keys(workload.consumers).map((name) => ({
    name,
    usdPerMonth: (own.get(name) ?? 0) + (total === 0 ? 0 : stores * ((weights.get(name) ?? 0) / total)),
  }));
}
