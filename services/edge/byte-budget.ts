/** Bytes of requests that are held at once. What does not fit is refused, not queued: the sender is the queue. */
export class ByteBudget {
  readonly #limit: number;
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  /**
   * Takes bytes out of the budget. Undefined when they do not fit now.
   * One request always fits into an empty budget, so that no size of request is refused for ever.
   */
  take(bytes: number): (() => void) | undefined {
    if (this.#used > 0 && this.#used + bytes > this.#limit) return undefined;
    this.#used += bytes;
    let held = true;
    return () => {
      if (held) this.#used -= bytes;
      held = false;
    };
  }
}
