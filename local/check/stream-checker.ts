import { parseRecordId, recordId } from '../load/cloud-event';
import type { LedgerOutcome, LedgerRange, LedgerStream } from '../load/ledger-format';
import { ArchivedLane, type Place } from './archived-lane';
import type { ArchivedRecord } from './archived-record';
import type { StreamCheck } from './check-result';

const EXAMPLES = 5;
/** A record may be archived whose line the killed writer never wrote; but not one this far beyond the ledger's end. */
const UNWRITTEN_AT_MOST = 1_000_000;

type Finding = 'missing' | 'duplicates' | 'outOfOrder' | 'inOtherPartition' | 'refusedArchived';

/** Counts one stream: first every archived record through `see`, then `result`. */
export class StreamChecker {
  readonly #runId: string;
  readonly #stream: LedgerStream;
  /** Ranges per lane, ascending. */
  readonly #ranges: readonly (readonly LedgerRange[])[];
  readonly #lanes: readonly ArchivedLane[];
  readonly #keys = new Map<string | null, number>();
  readonly #counts = {
    missing: 0,
    duplicates: 0,
    outOfOrder: 0,
    inOtherPartition: 0,
    refusedArchived: 0,
    unacknowledgedArchived: 0,
    archived: 0,
    foreign: 0,
    sent: 0,
    acknowledged: 0,
    refused: 0,
  };
  readonly #examples: string[] = [];

  constructor(runId: string, stream: LedgerStream, ranges: readonly LedgerRange[]) {
    this.#runId = runId;
    this.#stream = stream;
    this.#ranges = Array.from({ length: stream.lanes }, (_, lane) =>
      ranges.filter((range) => range.lane === lane).sort((a, b) => a.from - b.from),
    );
    this.#lanes = this.#ranges.map(() => new ArchivedLane());
  }

  /** Takes in a record of the stream's topic, in whatever order they come. */
  see(record: ArchivedRecord): void {
    const id = record.headers['ce_id'] ?? '';
    const parsed = parseRecordId(id, { runId: this.#runId, stream: this.#stream.stream });
    const lane = parsed === undefined ? undefined : this.#lanes[parsed.lane];
    if (parsed === undefined || lane === undefined || parsed.number >= this.#lastPossible(parsed.lane)) {
      this.#counts.foreign += 1;
      return;
    }
    const place: Place = { partition: record.partition, offset: Number(record.offset) };
    const before = lane.add(parsed.number, this.#keyIndex(record.key), place);
    if (before === undefined) this.#counts.archived += 1;
    else
      this.#found('duplicates', () => `${id} is archived twice: at ${shown(before)} and at ${shown(place)}`);
  }

  /** Compares what was seen with the ledger. Call once, after the last record. */
  result(): StreamCheck {
    for (const [lane, archived] of this.#lanes.entries()) this.#checkLane(lane, archived);
    const { stream, ordering, archived: archivedStream } = this.#stream;
    return { stream, ordering, archivedStream, ...this.#counts, examples: this.#examples };
  }

  #checkLane(lane: number, archived: ArchivedLane): void {
    const last = new Map<number, Place>();
    for (const { from, to, outcome } of this.#rangesToEnd(lane, archived.end)) {
      this.#count(outcome, to - from);
      for (let number = from; number < to; number += 1) {
        const idOf = () => recordId({ runId: this.#runId, stream: this.#stream.stream, lane, number });
        const place = archived.placeOf(number);
        if (place === undefined) this.#checkAbsent(outcome, idOf);
        else if (outcome === 'refused') {
          this.#found('refusedArchived', () => `${idOf()} was refused and is archived at ${shown(place)}`);
        } else if (outcome === 'acknowledged') {
          this.#checkOrder(last, { key: archived.keyOf(number), place, idOf });
        } else this.#counts.unacknowledgedArchived += 1;
      }
    }
  }

  #checkAbsent(outcome: LedgerOutcome | 'unwritten', idOf: () => string): void {
    if (outcome !== 'acknowledged' || !this.#stream.archived) return;
    this.#found('missing', () => `${idOf()} was acknowledged and is not in the archive`);
  }

  /** Numbers of a key ascend in the order in which the records were acknowledged; so must the offsets. */
  #checkOrder(last: Map<number, Place>, record: { key: number; place: Place; idOf: () => string }): void {
    const { ordering } = this.#stream;
    if (ordering === 'none') return;
    const unit = ordering === 'global' ? 0 : record.key;
    const before = last.get(unit);
    if (before === undefined) {
      last.set(unit, record.place);
    } else if (before.partition !== record.place.partition) {
      const what = ordering === 'global' ? 'records before it' : 'records of its key before it';
      this.#found(
        'inOtherPartition',
        () => `${record.idOf()} is at ${shown(record.place)}, ${what} are in partition ${before.partition}`,
      );
    } else if (before.offset > record.place.offset) {
      this.#found(
        'outOfOrder',
        () =>
          `${record.idOf()} is at ${shown(record.place)}, after an earlier record of its key at offset ${before.offset}`,
      );
    } else {
      last.set(unit, record.place);
    }
  }

  /** The ledger's ranges, with the records it does not mention filled in as unknown. */
  #rangesToEnd(
    lane: number,
    end: number,
  ): { from: number; to: number; outcome: LedgerOutcome | 'unwritten' }[] {
    const filled: { from: number; to: number; outcome: LedgerOutcome | 'unwritten' }[] = [];
    let next = 0;
    for (const range of this.#ranges[lane] ?? []) {
      if (range.from > next) filled.push({ from: next, to: range.from, outcome: 'unwritten' });
      filled.push(range);
      next = range.to;
    }
    if (end > next) filled.push({ from: next, to: end, outcome: 'unwritten' });
    return filled;
  }

  #count(outcome: LedgerOutcome | 'unwritten', records: number): void {
    if (outcome === 'unwritten') return;
    this.#counts.sent += records;
    if (outcome === 'acknowledged') this.#counts.acknowledged += records;
    if (outcome === 'refused') this.#counts.refused += records;
  }

  #found(finding: Finding, example: () => string): void {
    this.#counts[finding] += 1;
    if (this.#examples.length < EXAMPLES) this.#examples.push(example());
  }

  #lastPossible(lane: number): number {
    return (this.#ranges[lane]?.at(-1)?.to ?? 0) + UNWRITTEN_AT_MOST;
  }

  #keyIndex(key: string | null): number {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    this.#keys.set(key, this.#keys.size + 1);
    return this.#keys.size;
  }
}

function shown({ partition, offset }: Place): string {
  return `partition ${partition}, offset ${offset}`;
}
