import type { OutgoingRecord } from '../../../services/runtime/kafka/record-producer';

/** One record as a consumer hands it over; what it holds is only valid during the call. */
export interface ReceivedRecord {
  readonly partition: number;
  readonly offset: number;
  readonly value: Buffer;
}

/** Both clients behind one face, each used as its own documentation and our findings advise. */
export interface BenchClient {
  /** Idempotent, `acks=all`, zstd. */
  producer(topic: string): Promise<BenchProducer>;
  /** A member of the group that reads from the beginning, or from what the group committed, and commits as it goes. */
  consumer(options: BenchConsumerOptions): Promise<Closable>;
}

export interface Closable {
  close(): Promise<void>;
}

export interface BenchProducer extends Closable {
  /** Resolves when all in-sync replicas have the records. */
  send(topic: string, records: readonly OutgoingRecord[]): Promise<void>;
}

export interface BenchConsumerOptions {
  readonly topic: string;
  readonly group: string;
  readonly onRecord: (record: ReceivedRecord) => void;
}
