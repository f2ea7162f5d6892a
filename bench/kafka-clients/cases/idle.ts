import { setTimeout as sleep } from 'node:timers/promises';
import { clientNamed } from '../clients/client-named';
import { CpuMeter } from '../cpu-meter';
import { sampleBatch } from '../sample-records';
import type { CaseRun } from './case-run';

const SETTLE_MS = 1_500;

/** A producer and a consumer that are connected to every broker and have nothing to do. */
export const idle: CaseRun = async ({ client, cluster, topic, partitions, seconds }) => {
  const bench = clientNamed(client, cluster);
  const producer = await bench.producer(topic);
  const heard = new Set<number>();
  const all = Promise.withResolvers<void>();
  const consumer = await bench.consumer({
    topic,
    group: `${topic}.idle`,
    onRecord: ({ partition }) => {
      heard.add(partition);
      if (heard.size === partitions) all.resolve();
    },
  });
  for (let partition = 0; partition < partitions; partition++) {
    await producer.send(topic, sampleBatch(1, partition, partitions));
  }
  await all.promise;

  await sleep(SETTLE_MS);
  const meter = new CpuMeter();
  await sleep(seconds * 1_000);
  const figures = { cpuMsPerSecond: (meter.cpuSeconds * 1_000) / meter.seconds };
  await producer.close();
  await consumer.close();
  return figures;
};
