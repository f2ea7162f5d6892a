import { setTimeout as delay } from 'node:timers/promises';
import type { Topology } from '../../lib/workload/topology';
import {
  listObjects,
  readArchive,
  type ArchivedRecord as StoredRecord,
} from '../../services/archiver/read-archive';
import { S3ArchiveStore } from '../../services/archiver/s3-archive-store';
import type { ArchivedRecord } from '../check/archived-record';
import { checkArchive } from '../check/check-archive';
import type { CheckResult } from '../check/check-result';
import { readLedger } from '../check/read-ledger';
import type { PlatformEndpoints } from '../platform/platform-options';
import { consumerLag, type TopicLag } from './consumer-lag';
import { withKafkaAdmin } from './kafka-admin';
import { adminLogin } from './prepare-cluster';
import { ARCHIVE_BUCKET, S3_REGION } from './service-specs';

/** What was found in the archive. */
export interface RunCount {
  readonly check: CheckResult;
  /** Objects per archived stream. */
  readonly objects: Readonly<Record<string, number>>;
}

/** How long the archiver may take to catch up once nothing is sent any more. */
const CATCH_UP_MS = 90_000;
const POLL_MS = 500;

/**
 * Counts a finished run: waits until the archiver has committed everything there is, then looks up every record of the
 * ledger in the archive.
 * @throws when the archiver does not catch up, with what is left per topic
 */
export async function countRun(
  endpoints: PlatformEndpoints,
  topology: Topology,
  ledgerFile: string,
): Promise<RunCount> {
  const archiver = topology.clients.find(({ role }) => role === 'archiver');
  const topics = archiver?.reads ?? [];
  if (archiver?.group !== undefined) await waitUntilArchived(endpoints, archiver.group, topics);
  const store = new S3ArchiveStore({
    bucket: ARCHIVE_BUCKET,
    endpoint: endpoints.s3.endpoint,
    login: { region: S3_REGION, ...endpoints.s3 },
  });
  const check = await checkArchive(await readLedger(ledgerFile), countable(readArchive(store, topics)));
  const objects = await Promise.all(
    topics.map(async (topic) => [topic, (await listObjects(store, topic)).length] as const),
  );
  return { check, objects: Object.fromEntries(objects) };
}

async function waitUntilArchived(
  { kafka }: PlatformEndpoints,
  group: string,
  topics: readonly string[],
): Promise<void> {
  await withKafkaAdmin(adminLogin(kafka), async (admin) => {
    const deadline = Date.now() + CATCH_UP_MS;
    let behind: TopicLag[] = [];
    do {
      behind = (await consumerLag(admin, group, topics)).filter(({ lag }) => lag > 0);
      if (behind.length === 0) return;
      await delay(POLL_MS);
    } while (Date.now() < deadline);
    const left = behind.map(({ topic, lag }) => `${lag} records of ${topic}`).join(', ');
    throw new Error(
      `the archiver has not caught up in ${CATCH_UP_MS / 1_000} s: ${left} are not archived. See the archiver's log in the state folder`,
    );
  });
}

/** The checker compares texts: keys as they read, and of headers only those that are a single text. */
async function* countable(records: AsyncIterable<StoredRecord>): AsyncGenerator<ArchivedRecord> {
  for await (const { topic, partition, offset, key, headers } of records) {
    const texts = Object.entries(headers).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    yield { topic, partition, offset, key: key?.toString() ?? null, headers: Object.fromEntries(texts) };
  }
}
