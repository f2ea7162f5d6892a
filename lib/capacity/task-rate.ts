import type { Catalog } from './catalog/catalog';
import type { ServiceCapacity } from './catalog/services';
import type { Reader } from './demand';
import { decimal, whole } from './quantities';

/** A stream of records as a program sees it. */
export interface RecordFlow {
  readonly peakPerSecond: number;
  /** Before compression. */
  readonly recordBytes: number;
}

/** How many tasks a flow keeps busy, unrounded, and how that was computed. */
export interface TaskNeed {
  readonly tasks: number;
  readonly arithmetic: string;
}

/** Tasks of a service that these flows together keep busy at the planned utilisation. */
export function tasksFor(
  flows: readonly RecordFlow[],
  capacity: ServiceCapacity,
  catalog: Catalog,
): TaskNeed {
  const { slowdown, utilization } = catalog.services;
  const micros = flows.reduce(
    (total, flow) => total + flow.peakPerSecond * microsPerRecord(flow, capacity),
    0,
  );
  const vcpuPerTask = capacity.cpuUnits / 1024;
  const tasks = (micros * slowdown) / 1e6 / utilization / vcpuPerTask;
  const perSecond = flows.reduce((total, flow) => total + flow.peakPerSecond, 0);
  const each = perSecond === 0 ? capacity.cpuMicrosecondsPerRecord : micros / perSecond;
  return {
    tasks,
    arithmetic: `${whole(perSecond)} records/s × ${decimal(each)} µs × ${slowdown} (on Fargate) ÷ ${utilization}${vcpuPerTask === 1 ? '' : ` ÷ ${decimal(vcpuPerTask)} vCPU`} = ${decimal(tasks)} tasks`,
  };
}

/** Tasks of a consumer group that one flow keeps busy. */
export function readerTasks(flow: RecordFlow, runtime: Reader['runtime'], catalog: Catalog): TaskNeed {
  if (runtime !== 'flink') {
    return tasksFor([flow], catalog.services[runtime === 'archiver' ? 'archiver' : 'consumer'], catalog);
  }
  const perTask = catalog.services.flinkSourceBytesPerSecond;
  const tasks = (flow.peakPerSecond * flow.recordBytes) / perTask;
  return {
    tasks,
    arithmetic: `${whole(flow.peakPerSecond)} records/s × ${whole(flow.recordBytes)} bytes ÷ ${decimal(perTask / 1e6)} MB/s = ${decimal(tasks)} source tasks`,
  };
}

function microsPerRecord({ recordBytes }: RecordFlow, capacity: ServiceCapacity): number {
  return capacity.cpuMicrosecondsPerRecord * Math.max(1, recordBytes / 1000);
}
