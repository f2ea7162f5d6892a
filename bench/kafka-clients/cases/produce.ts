import { setTimeout as sleep } from 'node:timers/promises';
import { clientNamed } from '../clients/client-named';
import { CpuMeter } from '../cpu-meter';
import { sampleBatch } from '../sample-records';
import type { CaseRun } from './case-run';

const WARM_UP_MS = 1_000;

/** As many batches as the client takes: one under way for each partition. */
export const produceInBatchesOf =
  (size: number): CaseRun =>
  async ({ client, cluster, topic, partitions, seconds }) => {
    const producer = await clientNamed(client, cluster).producer(topic);
    let acknowledged = 0;
    let running = true;
    const lane = async (partition: number) => {
      const batch = sampleBatch(size, partition, partitions);
      while (running) {
        await producer.send(topic, batch);
        acknowledged += size;
      }
    };
    const lanes = Array.from({ length: partitions }, (_, partition) => lane(partition));

    await sleep(WARM_UP_MS);
    acknowledged = 0;
    const meter = new CpuMeter();
    await sleep(seconds * 1_000);
    const figures = {
      recordsPerSecond: acknowledged / meter.seconds,
      recordsPerCpuSecond: acknowledged / meter.cpuSeconds,
    };
    running = false;
    await Promise.all(lanes);
    await producer.close();
    return figures;
  };
