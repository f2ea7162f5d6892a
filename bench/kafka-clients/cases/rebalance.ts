import { setTimeout as sleep } from 'node:timers/promises';
import { clientNamed } from '../clients/client-named';
import { RecordLedger } from '../record-ledger';
import { keyOf, numberedRecord, numberOf } from '../sample-records';
import { SilenceMeter } from '../silence-meter';
import type { CaseRun } from './case-run';

const TURN_MS = 20;
const SETTLE_MS = 2_000;
/** Longer than a heartbeat: the first member learns of the second one only then. */
const AFTER_JOIN_MS = 4_000;

/** A second member joins while records flow; how long does any partition stay silent? */
export const rebalance: CaseRun = async ({ client, cluster, topic, partitions }) => {
  const bench = clientNamed(client, cluster);
  const producer = await bench.producer(topic);
  const ledger = new RecordLedger(partitions);
  const silence = new SilenceMeter();
  let running = true;
  const lane = async (partition: number) => {
    const key = keyOf(partition, partitions);
    while (running) {
      await producer.send(topic, [numberedRecord(key, partition, ledger.next(partition))]);
      await sleep(TURN_MS);
    }
  };
  const heardBySecond = Promise.withResolvers<void>();
  const member = (onRecord: () => void) =>
    bench.consumer({
      topic,
      group: `${topic}.rebalance`,
      onRecord: ({ partition, offset, value }) => {
        silence.hear(partition, performance.now());
        ledger.deliver(partition, offset, numberOf(value).sequence);
        onRecord();
      },
    });

  const first = await member(() => {});
  const lanes = Array.from({ length: partitions }, (_, partition) => lane(partition));
  await sleep(SETTLE_MS);
  silence.open(performance.now());
  const second = await member(() => heardBySecond.resolve());
  await heardBySecond.promise;
  await sleep(AFTER_JOIN_MS);
  const figures = {
    pauseMs: silence.longestMs(performance.now()),
    redelivered: ledger.summary().redelivered,
  };
  running = false;
  await Promise.all(lanes);
  await Promise.all([producer.close(), first.close(), second.close()]);
  return figures;
};
