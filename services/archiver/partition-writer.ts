import { dropBelow, keepBelow, type Segment } from './segment';

/** When a partition's records become an object. */
export interface CutSettings {
  /** Size of the lines before compression. */
  readonly bytes: number;
  /** Age of the oldest record in the buffer, by the clock of this machine. */
  readonly ageMs: number;
}

/** Records to be written as one object. */
export interface Cut {
  readonly startOffset: number;
  readonly nextOffset: number;
  readonly records: number;
  readonly firstTimestamp: number;
  readonly lastTimestamp: number;
  /** Their lines, in order. */
  readonly lines: readonly Buffer[];
}

interface Held extends Segment {
  /** When it was read, by the clock of this machine. */
  readonly readAt: number;
}

const HOUR_MS = 3_600_000;

/**
 * Decides for one partition what becomes an object and what is archived already. Holds no clock and does no I/O.
 *
 * Objects of a partition form a chain: each begins where another ends. A writer only starts an object where the chain ends as far as it
 * knows, names it by that offset, and creates it only if nobody has. If somebody has, it goes on where that object ends. Whatever a
 * crash, a second writer or a stale commit does, there is one object for each link of the chain, and so each record once.
 */
export class PartitionWriter {
  /** Where the chain ends, as far as this writer knows: the next object begins here. */
  #start: number;
  /** Where to read on. */
  #position: number;
  #held: Held[] = [];
  #bytes = 0;
  /** Hour of the latest record held. */
  #latestHour = 0;
  #inFlight: Cut | undefined;

  constructor(start: number) {
    this.#start = start;
    this.#position = start;
  }

  /** Everything before this is in the archive: what may be committed. */
  get archivedTo(): number {
    return this.#start;
  }

  get position(): number {
    return this.#position;
  }

  /** Size of what is held, the object under way included. */
  get bytes(): number {
    return this.#bytes;
  }

  get isWriting(): boolean {
    return this.#inFlight !== undefined;
  }

  /** Time of the oldest record that is not in the archive. */
  get oldestTimestamp(): number | undefined {
    return this.#held[0]?.timestamps[0];
  }

  /**
   * Takes records that were read. Those already archived are dropped.
   * @param nextOffset where to read on, which may be behind the last record
   * @param now clock of this machine, in milliseconds
   */
  append(segment: Segment, nextOffset: number, now: number): void {
    const rest = dropBelow(segment, this.#position);
    this.#position = Math.max(this.#position, nextOffset);
    if (rest === undefined) return;
    this.#held.push({ ...rest, readAt: now });
    this.#bytes += rest.bytes.length;
    for (const timestamp of rest.timestamps) this.#latestHour = Math.max(this.#latestHour, hourOf(timestamp));
  }

  /**
   * The next object to write, when one is due and none is under way. Call `settled` or `failed` when its fate is known.
   * @param force cut now, whatever the settings say
   */
  nextCut(settings: CutSettings, now: number, force = false): Cut | undefined {
    const [oldest] = this.#held;
    const first = oldest?.timestamps[0];
    if (this.#inFlight !== undefined || oldest === undefined || first === undefined) return undefined;
    const isDue =
      force ||
      now - oldest.readAt >= settings.ageMs ||
      this.#bytes >= settings.bytes ||
      this.#latestHour > hourOf(first);
    if (!isDue) return undefined;
    this.#inFlight = this.#cutTo(this.#extent(hourOf(first), settings.bytes));
    return this.#inFlight;
  }

  /**
   * The object under way is in the archive, or another that begins at the same offset.
   * @param nextOffset where the object that is there ends
   */
  settled(nextOffset: number): void {
    this.#inFlight = undefined;
    this.#advance(nextOffset);
  }

  /** The object under way could not be written; or it could, and the answer was lost. Either way the next try finds out. */
  failed(): void {
    this.#inFlight = undefined;
  }

  /**
   * The partition is assigned anew, with what the group has committed. Keeps what is still of use.
   * @returns where to read on
   */
  reassigned(committed: number): number {
    if (committed >= this.#start && committed <= this.#position) this.#advance(committed);
    else this.#restart(committed);
    return this.#position;
  }

  #advance(nextOffset: number): void {
    if (nextOffset <= this.#start) return;
    this.#held = this.#held.flatMap((held) => {
      const rest = dropBelow(held, nextOffset);
      return rest === undefined ? [] : [{ ...rest, readAt: held.readAt }];
    });
    this.#bytes = this.#held.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#start = nextOffset;
    this.#position = Math.max(this.#position, nextOffset);
  }

  #restart(offset: number): void {
    // An object under way stays under way: when its fate is known it may move the chain on.
    this.#held = [];
    this.#bytes = 0;
    this.#latestHour = 0;
    this.#start = offset;
    this.#position = offset;
  }

  /** Up to which offset one object reaches: the first record of a later hour, or the first beyond the size, begins the next. */
  #extent(hour: number, maxBytes: number): number {
    let bytes = 0;
    for (const { offsets, timestamps, ends } of this.#held) {
      for (const [index, offset] of offsets.entries()) {
        if (hourOf(timestamps[index] ?? 0) > hour) return offset;
        const lineBytes = (ends[index] ?? 0) - (ends[index - 1] ?? 0);
        if (bytes > 0 && bytes + lineBytes > maxBytes) return offset;
        bytes += lineBytes;
      }
    }
    return this.#position;
  }

  #cutTo(end: number): Cut {
    const taken = this.#held.flatMap((held) => keepBelow(held, end) ?? []);
    const timestamps = taken.flatMap((segment) => segment.timestamps);
    return {
      startOffset: this.#start,
      nextOffset: end,
      records: timestamps.length,
      firstTimestamp: timestamps[0] ?? 0,
      lastTimestamp: timestamps.at(-1) ?? 0,
      lines: taken.map(({ bytes }) => bytes),
    };
  }
}

function hourOf(timestamp: number): number {
  return Math.floor(timestamp / HOUR_MS);
}
