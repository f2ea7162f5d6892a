import type { Stream, Workload } from '../../workload/workload';
import type { Lever } from '../pipeline-model';
import { type Sizes, sizeUp, usdWith } from '../size-up';
import { usdWithTieredStorage } from './tiered-storage';

/** What JSON in batches shrinks to with zstd; measured 4.9 on the records of this project, others differ. */
const COMPRESSION_RATIO = 4;
/** Hours a consumer that stood still can be behind without losing records. */
const RETENTION_HOURS = 24;
/** Below this a lever is noise. */
const LEAST_USD = 0.005;

interface Question extends Omit<Lever, 'savesUsdPerMonth' | 'unavailable'> {
  /** Dollars a month with the change; undefined where it changes nothing. */
  readonly usdAfter: () => number | undefined;
}

/** Changes that would save money, each by planning again with the change made, largest saving first. */
export function leversOf(sizes: Sizes): Lever[] {
  const before = sizes.usdPerMonth;
  // Without brokers' prices a smaller bill would be a gap, not a saving.
  if (sizes.cluster.usdPerMonth === undefined) return [];
  const computed = questions(sizes).flatMap(({ usdAfter, ...lever }): Lever[] => {
    const after = usdAfter();
    return after === undefined || before - after < LEAST_USD
      ? []
      : [{ ...lever, savesUsdPerMonth: before - after }];
  });
  return [...computed.sort((a, b) => (b.savesUsdPerMonth ?? 0) - (a.savesUsdPerMonth ?? 0)), commitment()];
}

function questions(sizes: Sizes): Question[] {
  return [
    {
      id: 'compression',
      change: `compress until records shrink to a quarter (compressionRatio ${COMPRESSION_RATIO}, zstd, larger batches)`,
      caveat: 'measure the ratio with your own records; producers spend processor time',
      usdAfter: () => replanned(sizes, (stream) => withRatio(stream)),
    },
    {
      id: 'retention',
      change: `keep a day on the brokers (retentionHours ${RETENTION_HOURS}) and replay older records from the archive`,
      caveat: 'only archived streams are shortened; who is behind for more than a day reads from the archive',
      usdAfter: () => replanned(sizes, (stream) => withRetention(stream)),
    },
    {
      id: 'tiered-storage',
      change: 'keep all but six hours in the tiered storage of Standard brokers',
      caveat:
        'the stacks do not deploy it yet; not for compacted streams or less than three days; once off for a topic it stays off; reading old records costs extra',
      usdAfter: () => usdWithTieredStorage(sizes),
    },
    {
      id: 'rack-aware-fetch',
      change: 'let consumers read from the replica in their own zone (client.rack of every task)',
      caveat: 'brokers already allow it; services must be told their zone (KAFKA_CLIENT_RACK)',
      usdAfter: () => usdWith(sizes, { isRackAware: true }),
    },
    {
      id: 'archive-glacier-ir',
      change: 'move archived objects to Glacier Instant Retrieval after 30 days',
      caveat: 'reading costs extra; only streams kept 120 days or longer; every object pays for its move',
      usdAfter: () => usdWith(sizes, { archiveClass: 'glacier-ir' }),
    },
    {
      id: 'archive-deep',
      change: 'move archived objects to Glacier Deep Archive after 30 days',
      caveat:
        'hours until a record can be read; only streams kept 210 days or longer; every object pays for its move',
      usdAfter: () => usdWith(sizes, { archiveClass: 'deep-archive' }),
    },
    {
      id: 'autoscaling',
      change: 'let tasks follow the load instead of standing ready for the peak',
      caveat: 'a sudden peak waits for new tasks, one to two minutes',
      usdAfter: () => usdWith(sizes, { tasks: 'average' }),
    },
  ];
}

/** Savings Plans for Fargate exist, reservations for Aurora and ElastiCache too; brokers have neither. */
function commitment(): Lever {
  return {
    id: 'commitment',
    change: 'commit to a year of Fargate, database and cache',
    caveat: 'paid whether used or not; MSK brokers have no such discount',
    unavailable: 'the catalog has no rates of Savings Plans and reservations with a source',
  };
}

function replanned(
  { context: { workload, stage, catalog } }: Sizes,
  change: (stream: Stream) => Stream,
): number | undefined {
  const entries = Object.entries(workload.streams).map(([name, stream]): [string, Stream] => [
    name,
    change(stream),
  ]);
  if (entries.every(([name, stream]) => stream === workload.streams[name])) return undefined;
  const changed: Workload = { ...workload, streams: Object.fromEntries(entries) };
  const after = sizeUp(changed, stage, catalog);
  return after.cluster.rejected === undefined ? after.usdPerMonth : undefined;
}

function withRatio(stream: Stream): Stream {
  if (stream.load.compressionRatio >= COMPRESSION_RATIO) return stream;
  return { ...stream, load: { ...stream.load, compressionRatio: COMPRESSION_RATIO } };
}

function withRetention(stream: Stream): Stream {
  const isShortened = stream.archive !== undefined && stream.retentionHours > RETENTION_HOURS;
  return isShortened ? { ...stream, retentionHours: RETENTION_HOURS } : stream;
}
