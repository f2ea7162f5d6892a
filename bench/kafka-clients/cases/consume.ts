import { clientNamed } from '../clients/client-named';
import { CpuMeter } from '../cpu-meter';
import type { CaseRun } from './case-run';

/** Until the code is compiled and every broker is being read. */
const WARM_UP_PART = 0.2;

/** A topic from its first record to its last. */
export const consume: CaseRun = async ({ client, cluster, topic, records }) => {
  const warmUp = Math.floor(records * WARM_UP_PART);
  const finished = Promise.withResolvers<void>();
  let received = 0;
  let bytes = 0;
  let meter = new CpuMeter();
  const consumer = await clientNamed(client, cluster).consumer({
    topic,
    group: `${topic}.${process.pid}`,
    onRecord: ({ value }) => {
      bytes += value.length;
      received++;
      if (received === warmUp) meter = new CpuMeter();
      if (received === records) finished.resolve();
    },
  });
  await finished.promise;
  const measured = records - warmUp;
  const figures = {
    recordsPerSecond: measured / meter.seconds,
    recordsPerCpuSecond: measured / meter.cpuSeconds,
    meanBytes: bytes / received,
  };
  await consumer.close();
  return figures;
};
