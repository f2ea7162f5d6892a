import type { Logger } from '../runtime/logger';
import type { ArchivedPartition } from './archive-object';
import type { ArchiveStore } from './archive-store';
import {
  endOfManifest,
  hoursToClose,
  manifestKey,
  manifestPrefix,
  startOfHour,
  writeManifest,
} from './hour-manifest';

export interface HourCloserOptions {
  readonly store: ArchiveStore;
  readonly logger: Logger;
  readonly now: () => number;
}

/** How far clocks of brokers may be apart, from each other and from this one. */
const CLOCK_SKEW_MS = 60_000;
/** Further back a partition's last manifest is not looked for. */
const LOOK_BACK_MS = 31 * 86_400_000;
const RETRY_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Writes a partition's manifests, hour after hour, each once everything of its hour is in the archive. */
export class HourCloser {
  readonly #partition: ArchivedPartition;
  readonly #options: HourCloserOptions;
  /** Beginning of the first hour without a manifest, once known. */
  #from: number | undefined;
  #isWorking = false;
  #notBefore = 0;

  constructor(partition: ArchivedPartition, options: HourCloserOptions) {
    this.#partition = partition;
    this.#options = options;
  }

  /**
   * To be called now and then. Returns at once; works in the background.
   * @param archivedUntil everything the brokers appended before this time is in the archive
   */
  advance(archivedUntil: number): void {
    if (this.#isWorking || this.#options.now() < this.#notBefore) return;
    const until = archivedUntil - CLOCK_SKEW_MS;
    if (this.#from !== undefined && hoursToClose(this.#from, until).length === 0) return;
    this.#isWorking = true;
    this.#close(until)
      .catch((error: unknown) => {
        this.#notBefore = this.#options.now() + RETRY_MS;
        const { topic, partition } = this.#partition;
        this.#options.logger.warn('manifest-failed', { topic, partition, error });
      })
      .finally(() => {
        this.#isWorking = false;
      });
  }

  async #close(until: number): Promise<void> {
    const { store, logger } = this.#options;
    const { topic, partition } = this.#partition;
    this.#from ??= (await this.#lastManifestEnd()) ?? startOfHour(until);
    for (const hour of hoursToClose(this.#from, until)) {
      const result = await writeManifest(store, this.#partition, hour);
      this.#from = hour + HOUR_MS;
      logger.info('hour-closed', { topic, partition, key: manifestKey(this.#partition, hour), result });
    }
  }

  async #lastManifestEnd(): Promise<number | undefined> {
    const prefix = manifestPrefix(this.#partition);
    const after = manifestKey(this.#partition, this.#options.now() - LOOK_BACK_MS);
    const keys = await this.#options.store.list(prefix, after);
    return endOfManifest(keys.at(-1) ?? '');
  }
}
