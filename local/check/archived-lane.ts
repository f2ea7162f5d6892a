/** Where a record was found. */
export interface Place {
  readonly partition: number;
  readonly offset: number;
}

/**
 * The records of one lane that were found in the archive: where, and with which key. Sixteen bytes per record, in
 * typed arrays that grow, so that millions fit in memory whatever order they come in.
 */
export class ArchivedLane {
  #offsets = new Float64Array(1_024);
  #partitions = new Uint32Array(1_024);
  /** 0: not found. */
  #keys = new Uint32Array(1_024);
  #end = 0;

  /** Number after the highest one found. */
  get end(): number {
    return this.#end;
  }

  /**
   * Notes a record. One that was found before keeps its lower offset, which is the one readers see first.
   * @param key index of its key, from 1
   * @returns where it was found before, if it was
   */
  add(number: number, key: number, place: Place): Place | undefined {
    this.#growTo(number + 1);
    const before = this.placeOf(number);
    if (before === undefined || place.offset < before.offset) {
      this.#offsets[number] = place.offset;
      this.#partitions[number] = place.partition;
      this.#keys[number] = key;
    }
    this.#end = Math.max(this.#end, number + 1);
    return before;
  }

  /** Undefined when it was not found. */
  placeOf(number: number): Place | undefined {
    if (this.keyOf(number) === 0) return undefined;
    return { partition: this.#partitions[number] ?? 0, offset: this.#offsets[number] ?? 0 };
  }

  /** Index of its key, from 1; 0 when it was not found. */
  keyOf(number: number): number {
    return this.#keys[number] ?? 0;
  }

  #growTo(length: number): void {
    if (length <= this.#keys.length) return;
    const capacity = Math.max(length, this.#keys.length * 2);
    const [offsets, partitions, keys] = [this.#offsets, this.#partitions, this.#keys];
    this.#offsets = new Float64Array(capacity);
    this.#partitions = new Uint32Array(capacity);
    this.#keys = new Uint32Array(capacity);
    this.#offsets.set(offsets);
    this.#partitions.set(partitions);
    this.#keys.set(keys);
  }
}
