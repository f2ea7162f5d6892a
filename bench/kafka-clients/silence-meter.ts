/** Longest time without a delivery, for each partition, within a window of time. */
export class SilenceMeter {
  readonly #last = new Map<number, number>();
  #longest = 0;
  #open = false;

  /** Begins the window: what was silent before does not count. */
  open(now: number): void {
    this.#open = true;
    this.#longest = 0;
    for (const partition of this.#last.keys()) this.#last.set(partition, now);
  }

  /** Something of this partition arrived. Times in milliseconds, never going back. */
  hear(partition: number, now: number): void {
    const last = this.#last.get(partition);
    if (this.#open && last !== undefined) this.#longest = Math.max(this.#longest, now - last);
    this.#last.set(partition, now);
  }

  /** Longest silence of any one partition until now, in milliseconds; one that still lasts counts. */
  longestMs(now: number): number {
    return Math.max(this.#longest, ...[...this.#last.values()].map((last) => now - last));
  }
}
