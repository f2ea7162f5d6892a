/** Time and CPU of this process, all its threads, from now on. */
export class CpuMeter {
  readonly #startedAt = performance.now();
  readonly #used = process.cpuUsage();

  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1_000;
  }

  get cpuSeconds(): number {
    const { user, system } = process.cpuUsage(this.#used);
    return (user + system) / 1e6;
  }
}
