import type { NumberSource } from '../plan-model';
import type { Confidence } from './fact';

/** What one program can carry, and the task it runs in. Assumed now; a benchmark on the target replaces the row. */
export interface ServiceCapacity {
  /** Processor time one record of up to 1,000 bytes takes; longer records take more in proportion. Microseconds. */
  readonly cpuMicrosecondsPerRecord: number;
  /** Fargate CPU units, 1024 = one vCPU. A Node.js process uses about one. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  /** Fewest tasks, so that the loss of one is not the loss of the service. */
  readonly minTasks: number;
  readonly source: NumberSource;
  readonly confidence: Confidence;
}

/** Capacity of everything that reads or writes Kafka. */
export interface ServiceCapacities {
  /** HTTP in, validation, Kafka out. */
  readonly edge: ServiceCapacity;
  /** Kafka in, compressed objects in S3 out. */
  readonly archiver: ServiceCapacity;
  /** A TypeScript consumer: parses JSON, keeps counters in memory, writes batches. */
  readonly consumer: ServiceCapacity;
  /** Bytes per second before compression that one Flink source task reads. */
  readonly flinkSourceBytesPerSecond: number;
  readonly flinkSource: NumberSource;
  /** A vCPU of the target does this much less than the core the figures were measured on, network and TLS included. */
  readonly slowdown: number;
  /** Share of a task's processor that is planned for at peak. */
  readonly utilization: number;
}

const MEASURED: NumberSource = {
  title: 'measured on one core of an AMD Zen 5 server with Node 24, records of 915 bytes, without network',
  url: 'lib/capacity/catalog/services.ts',
  asOf: '2026-11-21',
};

/** Figures to begin with. */
export const SERVICE_CAPACITIES: ServiceCapacities = {
  edge: {
    cpuMicrosecondsPerRecord: 16,
    cpuUnits: 1024,
    memoryMiB: 2048,
    minTasks: 3,
    source: MEASURED,
    confidence: 'assumed',
  },
  archiver: {
    cpuMicrosecondsPerRecord: 4.4,
    cpuUnits: 1024,
    memoryMiB: 2048,
    minTasks: 2,
    source: MEASURED,
    confidence: 'assumed',
  },
  consumer: {
    cpuMicrosecondsPerRecord: 6.6,
    cpuUnits: 1024,
    memoryMiB: 2048,
    minTasks: 2,
    source: MEASURED,
    confidence: 'assumed',
  },
  flinkSourceBytesPerSecond: 10e6,
  flinkSource: {
    title: 'Managed Flink sizing rule of AWS: 5 to 10 MB/s per KPU',
    url: 'https://github.com/aws/agent-toolkit-for-aws/tree/main/skills/specialized-skills/analytics-skills/developing-applications-on-managed-service-for-apache-flink',
    asOf: '2026-06-12',
  },
  slowdown: 2,
  utilization: 0.6,
};
