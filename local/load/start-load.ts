import { setTimeout as delay } from 'node:timers/promises';
import { edgeClients } from './edge-client';
import { openLedger } from './ledger-writer';
import type { LoadStats } from './load-stats';
import type { LoadStream } from './load-stream';
import { DEFAULT_PROFILE, type RateProfile } from './rate-profile';
import { makerFor, type Sampler } from './records/maker-for';
import { StreamLoad } from './stream-load';

export interface LoadRunOptions {
  /** Base URL of the edge, e.g. `http://127.0.0.1:8080`; where a workload has several, a function from source to URL. */
  readonly edgeUrl: string | ((source: string) => string);
  readonly streams: readonly LoadStream[];
  /** Names the run in every record id. Lower-case letters and digits; another one for every run. */
  readonly runId: string;
  /** Where the ledger is written. A file of that name is replaced. */
  readonly ledgerFile: string;
  /** Same seed, same keys and records. @default 'penstock' */
  readonly seed?: string;
  /** @default - the average rate, with five seconds at the peak in every twenty */
  readonly profile?: RateProfile;
  /** Requests under way per stream, at most. @default 2 */
  readonly lanesPerStream?: number;
}

/** A load under way. */
export interface LoadRun {
  readonly stats: () => LoadStats;
  /** Sends nothing new, waits for the requests under way, and completes the ledger. */
  readonly stop: () => Promise<LoadResult>;
}

/** A load that has ended. */
export interface LoadResult extends LoadStats {
  readonly ledgerFile: string;
}

/** Due records are handed out this often. Latency counts from the moment each was due, so this is part of it. */
const TICK_MS = 20;
/** Requests under way at the end get this long; those still open then are cut, and their records are unknown. */
const STOP_GRACE_MS = 20_000;

/**
 * Starts to send.
 * @throws when no valid record can be made for a stream, or the ledger cannot be written
 */
export async function startLoad(options: LoadRunOptions): Promise<LoadRun> {
  const { edgeUrl, streams, runId, ledgerFile, seed = 'penstock', profile = DEFAULT_PROFILE } = options;
  const planned = await Promise.all(
    streams.map(async (stream) => ({
      stream,
      // A single lane is what gives all records of a stream one order.
      lanes: stream.ordering === 'global' ? 1 : (options.lanesPerStream ?? 2),
      maker: await makerFor(stream, seed, schemaSampler),
    })),
  );

  const startedAtMs = Date.now();
  const begin = performance.now();
  const elapsedMs = () => performance.now() - begin;
  const clients = edgeClients(
    planned.map(({ stream, lanes }) => ({
      url: typeof edgeUrl === 'string' ? edgeUrl : edgeUrl(stream.source),
      lanes,
    })),
  );
  const ledger = openLedger(ledgerFile, {
    format: 'penstock-ledger-1',
    runId,
    startedAt: new Date(startedAtMs).toISOString(),
    streams: planned.map(({ stream: { stream, ordering, archived }, lanes }) => ({
      stream,
      ordering,
      archived,
      lanes,
    })),
  });
  const loads = planned.map(
    (plan, index) =>
      new StreamLoad({
        ...plan,
        index,
        seed,
        runId,
        profile,
        startedAtMs,
        elapsedMs,
        ledger,
        client: clients.of(index),
      }),
  );
  const timer = setInterval(() => {
    for (const load of loads) load.tick();
  }, TICK_MS);

  const stats = (): LoadStats => ({
    runId,
    elapsedSeconds: elapsedMs() / 1_000,
    streams: loads.map((load) => load.stats()),
  });
  const stop = async (): Promise<LoadResult> => {
    clearInterval(timer);
    const settled = new AbortController();
    const cut = delay(STOP_GRACE_MS, undefined, { signal: settled.signal }).then(
      clients.abort,
      () => undefined,
    );
    await Promise.all(loads.map((load) => load.stop()));
    settled.abort();
    await cut;
    ledger.close();
    await clients.close();
    return { ...stats(), ledgerFile };
  };

  let stopping: Promise<LoadResult> | undefined;
  return {
    stats,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** The library is an ES module only, hence the late import; the realistic streams do without it. */
const schemaSampler: Sampler = async (schema, seed) => {
  const { createGeneratorSync } = await import('json-schema-faker');
  const generator = createGeneratorSync({ seed });
  return () => generator.generate({ ...schema });
};
