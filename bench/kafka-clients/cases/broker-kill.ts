import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../../local/processes/wait-until';
import type { BenchProducer } from '../clients/bench-client';
import { carelessProducer } from '../clients/careless-producer';
import { clientNamed } from '../clients/client-named';
import { logEnds } from '../log-ends';
import type { CaseOrder } from '../measurement';
import { RecordLedger } from '../record-ledger';
import { keyOf, numberedRecord, numberOf } from '../sample-records';
import { SilenceMeter } from '../silence-meter';
import type { CaseRun } from './case-run';

/** 6,000 records a second over all partitions, in either way of sending. */
const LANE_BATCH = 50;
const LANE_TURN_MS = 100;
const MIXED_TURN_MS = 20;
const MIXED_PER_PARTITION = 10;
const MIXED_IN_FLIGHT = 8;

const KILL_AFTER_MS = 2_500;
/** For sends that are still under way at the end. */
const SETTLE_MS = 15_000;
const READ_MS = 20_000;
const CLOSE_MS = 2_000;

/** One partition in each send, one send under way for each partition. */
export const brokerKill: CaseRun = (order, control) =>
  countThroughKill(order, control, {
    producer: () => clientNamed(order.client, order.cluster).producer(order.topic),
    start: inLanes,
  });

/** All partitions in each send, several sends under way: what the clients' own interfaces invite to. */
export const brokerKillCareless: CaseRun = (order, control) =>
  countThroughKill(order, control, {
    producer: () => carelessProducer(order.client, order.cluster),
    start: inMixedSends,
  });

interface Load {
  readonly order: CaseOrder;
  readonly send: (partitions: readonly number[], perPartition: number) => Promise<void>;
  readonly running: () => boolean;
}

interface SendingWay {
  readonly producer: () => Promise<BenchProducer>;
  readonly start: (load: Load) => Promise<void>;
}

async function countThroughKill(
  order: CaseOrder,
  control: Parameters<CaseRun>[1],
  way: SendingWay,
): ReturnType<CaseRun> {
  const { client, cluster, topic, partitions, seconds } = order;
  const ledger = new RecordLedger(partitions);
  const acknowledgements = new SilenceMeter();
  const deliveries = new SilenceMeter();
  const misplaced = 0;
  const consumer = await clientNamed(client, cluster).consumer({
    topic,
    group: `${topic}.kill`,
    onRecord: ({ partition, offset, value }) => {
      const number = numberOf(value);
      if (number.partition !== partition)
        throw new Error(`a record for ${number.partition} is in ${partition}`);
      ledger.deliver(partition, offset, number.sequence);
      deliveries.hear(partition, performance.now());
    },
  });
  const producer = await way.producer();
  const keys = Array.from({ length: partitions }, (_, partition) => keyOf(partition, partitions));
  const send = async (to: readonly number[], perPartition: number) => {
    const numbers = to.flatMap((partition) =>
      Array.from({ length: perPartition }, () => ({ partition, sequence: ledger.next(partition) })),
    );
    const records = numbers.map(({ partition, sequence }) =>
      numberedRecord(keys[partition] ?? Buffer.alloc(0), partition, sequence),
    );
    try {
      await producer.send(topic, records);
      for (const { partition, sequence } of numbers) ledger.acknowledge(partition, sequence);
      for (const partition of to) acknowledgements.hear(partition, performance.now());
    } catch {
      for (const { partition, sequence } of numbers) ledger.reject(partition, sequence);
    }
  };

  let running = true;
  const load = way.start({ order, send, running: () => running });
  await sleep(KILL_AFTER_MS);
  acknowledgements.open(performance.now());
  deliveries.open(performance.now());
  control.killBroker();
  await sleep(seconds * 1_000);
  const produceOutageMs = acknowledgements.longestMs(performance.now());
  const consumeOutageMs = deliveries.longestMs(performance.now());

  running = false;
  await Promise.race([load, sleep(SETTLE_MS)]);
  await Promise.race([producer.close(), sleep(CLOSE_MS)]);
  const ends = await logEnds(cluster, topic, partitions);
  await waitUntil(() => ledger.hasRead(ends), { what: 'the end of the log', timeoutMs: READ_MS });
  await Promise.race([consumer.close(), sleep(CLOSE_MS)]);
  if (misplaced > 0) throw new Error(`${misplaced} records are in another partition than their key says`);
  return { ...ledger.summary(), produceOutageMs, consumeOutageMs };
}

async function inLanes({ order, send, running }: Load): Promise<void> {
  const lane = async (partition: number) => {
    while (running()) {
      const pause = sleep(LANE_TURN_MS);
      await send([partition], LANE_BATCH);
      await pause;
    }
  };
  await Promise.all(Array.from({ length: order.partitions }, (_, partition) => lane(partition)));
}

async function inMixedSends({ order, send, running }: Load): Promise<void> {
  const all = Array.from({ length: order.partitions }, (_, partition) => partition);
  const underWay = new Set<Promise<void>>();
  while (running()) {
    await sleep(MIXED_TURN_MS);
    if (underWay.size >= MIXED_IN_FLIGHT) continue;
    const one = send(all, MIXED_PER_PARTITION).finally(() => underWay.delete(one));
    underWay.add(one);
  }
  await Promise.all(underWay);
}
