/** What became of numbered records, counted from the log itself. */
export interface LedgerSummary {
  readonly acknowledged: number;
  /** The producer reported a failure; such records may or may not be in the log. */
  readonly rejected: number;
  /** Acknowledged, and not in the log. */
  readonly lost: number;
  /** Further copies in the log of a record that is there already. */
  readonly duplicated: number;
  /** In the log behind a record of the same key that was sent later. */
  readonly reordered: number;
  /** Handed to the consumer again although the log holds it once. */
  readonly redelivered: number;
}

interface Partition {
  sent: number;
  readonly acknowledged: Set<number>;
  readonly rejected: Set<number>;
  /** Sequence number by offset. */
  readonly log: Map<number, number>;
}

/** Remembers which numbered records were sent, acknowledged and read back. Every partition counts for itself. */
export class RecordLedger {
  readonly #partitions: Partition[];
  #redelivered = 0;

  constructor(partitions: number) {
    this.#partitions = Array.from({ length: partitions }, () => ({
      sent: 0,
      acknowledged: new Set(),
      rejected: new Set(),
      log: new Map(),
    }));
  }

  /** The next sequence number of a partition, from 0. */
  next(partition: number): number {
    return this.#at(partition).sent++;
  }

  acknowledge(partition: number, sequence: number): void {
    this.#at(partition).acknowledged.add(sequence);
  }

  reject(partition: number, sequence: number): void {
    this.#at(partition).rejected.add(sequence);
  }

  deliver(partition: number, offset: number, sequence: number): void {
    const { log } = this.#at(partition);
    if (log.has(offset)) this.#redelivered++;
    log.set(offset, sequence);
  }

  /** Whether every offset of the log has been delivered. */
  hasRead(logEnds: readonly number[]): boolean {
    return logEnds.every((end, partition) => this.#at(partition).log.size >= end);
  }

  summary(): LedgerSummary {
    const total = (count: (partition: Partition) => number) =>
      this.#partitions.reduce((sum, partition) => sum + count(partition), 0);
    return {
      acknowledged: total(({ acknowledged }) => acknowledged.size),
      rejected: total(({ rejected }) => rejected.size),
      lost: total(lostOf),
      duplicated: total(({ log }) => log.size - new Set(log.values()).size),
      reordered: total(({ log }) => reorderedOf(log)),
      redelivered: this.#redelivered,
    };
  }

  #at(partition: number): Partition {
    const found = this.#partitions[partition];
    if (found === undefined) throw new Error(`the ledger has no partition ${partition}`);
    return found;
  }
}

function lostOf({ acknowledged, log }: Partition): number {
  const present = new Set(log.values());
  return [...acknowledged].filter((sequence) => !present.has(sequence)).length;
}

function reorderedOf(log: ReadonlyMap<number, number>): number {
  const seen = new Set<number>();
  let highest = -1;
  let reordered = 0;
  for (const [, sequence] of [...log].sort(([a], [b]) => a - b)) {
    if (seen.has(sequence)) continue;
    seen.add(sequence);
    if (sequence < highest) reordered++;
    highest = Math.max(highest, sequence);
  }
  return reordered;
}
