import type { JsonSchema, LoadedWorkload } from '../../lib/project/load-workload';
import { orderingOf } from '../../lib/workload/workload';
import type { Rates } from './rate-profile';

/** What the generator sends to one stream. */
export interface LoadStream extends Rates {
  readonly stream: string;
  /** The HTTP source of the workload that takes it. */
  readonly source: string;
  /** Field of the record that is its key. @default - records have no key */
  readonly keyField?: string;
  /** The order that acknowledged records must keep in the archive. */
  readonly ordering: 'per-key' | 'none' | 'global';
  readonly schema: JsonSchema;
  /** Whether the stream is archived, so that its records can be counted there. */
  readonly archived: boolean;
  /** Distinct keys, where the record maker can choose. */
  readonly keys: number;
  /** Part of the records that carry the hottest key, 0..1. */
  readonly hottestKeyShare: number;
}

export interface LoadOptions {
  /** The load is this share of the workload's rates. */
  readonly scale: number;
  /** Distinct keys per stream. @default 5000 */
  readonly keys?: number;
  /** Part of a stream's records that carry its hottest key. @default 0.02 */
  readonly hottestKeyShare?: number;
}

/** What to send: every stream that an HTTP source may write, once, in the order of the file. */
export function loadStreams({ workload, schemas }: LoadedWorkload, options: LoadOptions): LoadStream[] {
  const { scale, keys = 5_000, hottestKeyShare = 0.02 } = options;
  const sources = Object.entries(workload.sources).filter(([, { kind }]) => kind === 'http');
  return Object.entries(workload.streams)
    .flatMap(([name, stream]) => {
      const source = sources.find(([, { streams }]) => streams.includes(name))?.[0];
      return source === undefined ? [] : [{ name, stream, source }];
    })
    .map(({ name, stream, source }) => ({
      stream: name,
      source,
      ...(stream.key !== undefined && { keyField: stream.key }),
      ordering: orderingOf(stream),
      schema: schemas[name] ?? {},
      archived: stream.archive !== undefined,
      averagePerSecond: stream.load.averagePerSecond * scale,
      peakPerSecond: stream.load.peakPerSecond * scale,
      keys,
      hottestKeyShare,
    }));
}

/**
 * The share of the workload's rates that one machine can carry: the stage's, or less where the peak of all
 * streams together would pass the ceiling.
 */
export function affordableScale(
  streams: readonly Rates[],
  scale: number,
  peakPerSecondAtMost: number,
): number {
  const peakPerSecond = streams.reduce((sum, stream) => sum + stream.peakPerSecond, 0) * scale;
  return peakPerSecond <= peakPerSecondAtMost ? scale : (scale * peakPerSecondAtMost) / peakPerSecond;
}
