import { setTimeout as sleep } from 'node:timers/promises';
import { clientNamed } from '../clients/client-named';
import { sampleBatch } from '../sample-records';
import { quantile } from '../statistics';
import type { CaseRun } from './case-run';

const BATCH = 10;
/** 1,000 records a second. */
const INTERVAL_MS = 10;
const WARM_UP_MS = 1_000;

/** From the moment a batch is due to its acknowledgement, at a rate that is modest for either client. */
export const latency: CaseRun = async ({ client, cluster, topic, partitions, seconds }) => {
  const producer = await clientNamed(client, cluster).producer(topic);
  const batches = Array.from({ length: partitions }, (_, partition) =>
    sampleBatch(BATCH, partition, partitions),
  );
  // One batch under way for each partition, as everywhere.
  const lanes = batches.map(() => Promise.resolve());
  const took: number[] = [];

  const begin = performance.now();
  const end = WARM_UP_MS + seconds * 1_000;
  for (let turn = 0; turn * INTERVAL_MS < end; turn++) {
    const due = begin + turn * INTERVAL_MS;
    await sleep(Math.max(0, due - performance.now()));
    const partition = turn % partitions;
    const batch = batches[partition] ?? [];
    lanes[partition] = (lanes[partition] ?? Promise.resolve()).then(async () => {
      await producer.send(topic, batch);
      if (due - begin >= WARM_UP_MS) took.push(performance.now() - due);
    });
  }
  await Promise.all(lanes);
  await producer.close();
  return { p50Ms: quantile(took, 0.5), p99Ms: quantile(took, 0.99) };
};
