import { archivedStreams } from '../workload/topology';
import type { Workload } from '../workload/workload';
import type { Catalog } from './catalog/catalog';
import { partitionLimit } from './partitions';
import type { Assumption, ClusterCandidate } from './plan-model';
import { decimal, percent, rate } from './quantities';

/** What a plan takes for granted because the workload does not say it. Those that do not apply are left out. */
export function assumptionsOf(workload: Workload, cluster: ClusterCandidate, catalog: Catalog): Assumption[] {
  return [
    ...topicAssumptions(workload, cluster, catalog),
    ...clusterAssumptions(workload, cluster, catalog),
    ...serviceAssumptions(workload, catalog),
    ...pipelineAssumptions(workload, catalog),
    ...costAssumptions(cluster, catalog),
  ];
}

function topicAssumptions(workload: Workload, cluster: ClusterCandidate, catalog: Catalog): Assumption[] {
  const { rules } = catalog;
  const limit = partitionLimit(cluster.family, catalog);
  const { yearlyRatio, horizonMonths } = workload.growth;
  const hasCompacted = Object.values(workload.streams).some(({ kind }) => kind === 'compacted');
  return [
    {
      id: 'partition-limit',
      text: `one partition carries ${rate(limit.bytesPerSecond)} on ${cluster.family} brokers`,
      source: limit.source,
    },
    {
      id: 'partition-share',
      text: `a partition is planned to ${percent(rules.partitionShare.value)} of that, because keys never spread evenly`,
    },
    {
      id: 'parallelism-headroom',
      text: `${rules.parallelismHeadroom.value} partitions per task that is busy at peak, so that tasks can double without new partitions`,
    },
    {
      id: 'growth',
      text: `partitions of keyed streams are sized for the load in ${horizonMonths} months, growing × ${decimal(yearlyRatio)} a year: × ${decimal(yearlyRatio ** (horizonMonths / 12))}; cluster and tasks for today's peak`,
    },
    {
      id: 'failures',
      text: `every retry topic and dead-letter topic carries errorRate = ${percent(workload.objectives.errorRate)} of what its consumer reads; retries are kept ${rules.retryRetention.value} h, dead letters ${rules.deadLetterRetention.value} h`,
    },
    {
      id: 'append-time',
      text: 'records carry the time the broker appended them (message.timestamp.type=LogAppendTime); the producer’s own time is ce_time',
    },
    ...(hasCompacted
      ? [
          {
            id: 'compacted-size',
            text: 'a compacted stream keeps as much as retentionHours of its load: the number of keys is not known',
          },
        ]
      : []),
  ];
}

function clusterAssumptions(workload: Workload, cluster: ClusterCandidate, catalog: Catalog): Assumption[] {
  const { limits, rules } = catalog;
  return [
    cluster.family === 'express'
      ? {
          id: 'express-target',
          text: 'Express brokers are used up to their sustained quota at peak; it is two thirds of the maximum, and the last third is for a lost zone',
          source: limits.expressPartitionThroughput.source,
        }
      : {
          id: 'standard-model',
          text: `AWS sets no throughput quota for Standard brokers: its sizing model stands in, used to ${percent(limits.standardUsableShare.value)}, one zone lost included; disks without bursts, and only throughput that is bought`,
          source: limits.standardDiskFactor.source,
        },
    {
      id: 'internal-topics',
      text: `Kafka's own topics add ${rules.internalPartitions.value} partitions`,
      source: rules.internalPartitions.source,
    },
    ...(archivedStreams(workload).length === 0
      ? []
      : [
          {
            id: 'archive-by-service',
            text: 'the archive is written by the archiver service: one more group that reads',
          },
        ]),
    {
      id: 'connections',
      text: `a task holds ${rules.connectionsPerTaskAndBroker.value} connections to each broker; Flink jobs are not counted`,
    },
    {
      id: 'service-agreement',
      text: `the agreement for MSK promises ${percent(limits.serviceAvailability.value)}: from memory, check it`,
      source: limits.serviceAvailability.source,
    },
  ];
}

function serviceAssumptions({ consumers, sources }: Workload, { services }: Catalog): Assumption[] {
  const hasFlink = Object.values(consumers).some(({ runtime }) => runtime === 'flink');
  const shared = Object.values(sources).flatMap(({ streams }) => streams);
  return [
    {
      id: 'service-capacity',
      text: `processor time per record of up to 1,000 bytes: edge ${services.edge.cpuMicrosecondsPerRecord} µs, archiver ${services.archiver.cpuMicrosecondsPerRecord} µs, any other service ${services.consumer.cpuMicrosecondsPerRecord} µs; × ${services.slowdown} on Fargate; ${percent(services.utilization)} busy at peak`,
      source: services.edge.source,
    },
    ...(hasFlink
      ? [
          {
            id: 'flink-source',
            text: `a Flink source task reads ${rate(services.flinkSourceBytesPerSecond)} before compression`,
            source: services.flinkSource,
          },
        ]
      : []),
    ...(new Set(shared).size < shared.length
      ? [{ id: 'shared-streams', text: 'of a stream with several sources, each source may carry the whole' }]
      : []),
  ];
}

function pipelineAssumptions(workload: Workload, { pipeline }: Catalog): Assumption[] {
  const consumers = Object.values(workload.consumers);
  const stateless = consumers.some(
    ({ runtime, stateBytes }) => runtime === 'flink' && stateBytes === undefined,
  );
  const hasDatabase = consumers.some(({ sinks }) => sinks?.database !== undefined);
  return [
    ...(stateless
      ? [
          {
            id: 'flink-state',
            text: 'a Flink job without stateBytes keeps no state worth counting: say how much it keeps',
          },
        ]
      : []),
    ...(hasDatabase
      ? [
          {
            id: 'database-rows',
            text: `a vCPU of the database takes ${pipeline.databaseRowsPerVcpu.value} rows/s in idempotent batches, ${percent(pipeline.databaseUtilization.value)} of it at peak; rows take × ${pipeline.databaseIndexFactor.value} with their indexes; reads are answered from memory`,
            source: pipeline.databaseRowsPerVcpu.source,
          },
        ]
      : []),
    {
      id: 'registry',
      text: 'the schema registry is two small tasks, and its schemas are in the database; it is planned and billed, but not deployed by the stacks yet, and neither are database, cache and Flink',
    },
    ...(archivedStreams(workload).length === 0
      ? []
      : [
          {
            id: 'archive-bytes',
            text: `archived records are as small as on the wire; the archiver closes an object after ${pipeline.archiveCutSeconds.value} s or 16 MiB before compression; everything stays in S3 Standard until it expires`,
            source: pipeline.archiveCutSeconds.source,
          },
        ]),
    {
      id: 'edge-units',
      text: `a load balancer's capacity unit carries ${pipeline.lcuGiBPerHour.value} GiB/h, and bytes decide: producers keep connections open and send ${pipeline.recordsPerRequest.value} records a request where the source does not say`,
      source: pipeline.lcuGiBPerHour.source,
    },
    {
      id: 'metrics-and-logs',
      text: `a broker has ${pipeline.metricsPerBroker.value} paid metrics at PER_BROKER; a task writes ${pipeline.logGiBPerTask.value} GiB of logs a month`,
      source: pipeline.metricsPerBroker.source,
    },
    {
      id: 'zones',
      text: 'of three zones, two thirds of the traffic between clients and brokers cross one, in the average month; tasks are not told their zone yet',
    },
  ];
}

function costAssumptions(cluster: ClusterCandidate, { rules }: Catalog): Assumption[] {
  return [
    {
      id: 'month',
      text: `a month has ${rules.hoursPerMonth.value} hours; prices are on demand, before discounts and taxes; a GB is 2^30 bytes`,
    },
    ...(cluster.storage?.provisionedThroughputMiBPerSecond === undefined
      ? []
      : [
          {
            id: 'provisioned-throughput',
            text: 'provisioned throughput is billed in full, the free 250 MiB/s included',
          },
        ]),
  ];
}
