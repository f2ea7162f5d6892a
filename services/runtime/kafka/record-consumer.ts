/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A record as the broker keeps it. Offsets are numbers: exact up to 2^53, 285 years at a million records a second. */
export interface ConsumedRecord {
  readonly offset: number;
  /** Broker or producer time, as the topic is set, in milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** In order; a name may stand twice. */
  readonly headers: readonly (readonly [name: Buffer, value: Buffer | null])[];
}

/** Committed records of one partition, in order. Their buffers are only valid during the call that hands them over. */
export interface ConsumedBatch extends TopicPartition {
  readonly records: readonly ConsumedRecord[];
  /** Where to read on: after the last record, and after markers and aborted records that nobody sees. */
  readonly nextOffset: number;
  /** First offset that is not yet replicated: nothing behind it can be read. */
  readonly highWatermark: number;
}

/** A partition this member of the group reads from now on. */
export interface AssignedPartition extends TopicPartition {
  /** Changes when a topic is deleted and made again. */
  readonly topicId: string;
  /** What the group has committed. @default - nothing yet */
  readonly committed?: number;
  /** First offset the brokers still have. */
  readonly logStart: number;
}

/** What a program does with its partitions. Calls come one at a time and must not throw. */
export interface PartitionHandler {
  /** The partitions of this member, all of them: those not named are another member's now. Answers where to read each from. */
  assigned(partitions: readonly AssignedPartition[]): readonly number[];
  batch(batch: ConsumedBatch): void;
  /** Records were removed by retention before they were read: reading goes on at `logStart`. */
  lost(partition: TopicPartition, from: number, logStart: number): void;
}

/** Reads topics as a member of a consumer group. Nothing is committed unless asked for. */
export interface RecordConsumer {
  /** Joins the group and reads until closed. Rejects when the brokers cannot be reached at all. */
  start(handler: PartitionHandler): Promise<void>;
  /** Commits "everything before this offset is done". False when the partition is no longer this member's, or the commit failed. */
  commit(partition: TopicPartition, offset: number): Promise<boolean>;
  pause(partition: TopicPartition): void;
  resume(partition: TopicPartition): void;
  /** Reads a partition from another offset from now on. */
  seek(partition: TopicPartition, offset: number): void;
  /** True while this process is a member of the group. */
  readonly isMember: boolean;
  /** Hands over nothing more, but stays a member: what is done can still be committed. */
  stopFetching(): Promise<void>;
  /** Leaves the group and disconnects. */
  close(): Promise<void>;
}

/** One text for a partition, to use as a key and in messages. */
export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
