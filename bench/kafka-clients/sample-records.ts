import { partitionOf } from '../../services/runtime/kafka/partition-of';
import type { OutgoingRecord } from '../../services/runtime/kafka/record-producer';

/** Numbers from 0 to 1 that are the same in every run (xorshift, 32 bits). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A key that belongs to the partition. */
export function keyOf(partition: number, partitions: number): Buffer {
  for (let number = 0; ; number++) {
    const key = Buffer.from(`card-${number}`);
    if (partitionOf(key, partitions) === partition) return key;
  }
}

/** Card payments as CloudEvents, about 1 kB of JSON each, all for one partition. */
export function sampleBatch(size: number, partition: number, partitions: number): OutgoingRecord[] {
  const random = randomNumbers(partition + 1);
  const key = keyOf(partition, partitions);
  return Array.from({ length: size }, (_, index) => ({
    key,
    value: Buffer.from(JSON.stringify(payment(random, index))),
    headers: [
      [CE_ID, Buffer.from(`${partition}-${index}-${hex(random, 16)}`)],
      [CE_TYPE, PAYMENT],
      [CE_TIME, NEW_YEAR],
    ],
  }));
}

/** A small numbered record, to be found again in the log. */
export function numberedRecord(key: Buffer, partition: number, sequence: number): OutgoingRecord {
  const value = Buffer.from(`${partition} ${sequence} ${PADDING}`);
  return { key, value, headers: [] };
}

/** Partition and sequence number of a numbered record. */
export function numberOf(value: Buffer): { readonly partition: number; readonly sequence: number } {
  const [partition, sequence] = value.toString('latin1', 0, 32).split(' ').map(Number);
  if (partition === undefined || sequence === undefined) throw new Error('not a numbered record');
  return { partition, sequence };
}

const CE_ID = Buffer.from('ce_id');
const CE_TYPE = Buffer.from('ce_type');
const CE_TIME = Buffer.from('ce_time');
const PAYMENT = Buffer.from('payment.authorised.v1');
const NEW_YEAR = Buffer.from('2026-01-01T00:00:00.000Z');

const PADDING = 'x'.repeat(200);
const CITIES = ['Lisbon', 'Oslo', 'Graz', 'Leeds', 'Nantes', 'Turin', 'Gdansk', 'Cork'];
const CATEGORIES = ['groceries', 'fuel', 'travel', 'books', 'pharmacy', 'electronics'];

function payment(random: () => number, index: number) {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)];
  return {
    transactionId: hex(random, 32),
    sequence: index,
    cardId: hex(random, 16),
    amount: Math.round(random() * 100_000) / 100,
    currency: 'EUR',
    merchant: {
      id: hex(random, 12),
      name: `${pick(CITIES)} ${pick(CATEGORIES)}`,
      category: pick(CATEGORIES),
    },
    location: { city: pick(CITIES), latitude: random() * 90, longitude: random() * 180 },
    device: {
      id: hex(random, 24),
      address: `10.${Math.floor(random() * 255)}.0.1`,
      userAgent: `pos/${hex(random, 6)}`,
    },
    items: Array.from({ length: 6 }, () => ({
      sku: hex(random, 10),
      quantity: 1,
      price: Math.round(random() * 9_999),
    })),
    tags: Array.from({ length: 4 }, () => pick(CATEGORIES)),
    note: hex(random, 48),
  };
}

function hex(random: () => number, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}
