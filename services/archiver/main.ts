import { setTimeout as sleep } from 'node:timers/promises';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { PlatformaticConsumer } from '../runtime/kafka/platformatic-consumer';
import { createLogger } from '../runtime/logger';
import { startOpsServer } from '../runtime/ops-server';
import { readEnvironment } from '../runtime/read-environment';
import { type RunningService, runService } from '../runtime/run-service';
import { Archiver } from './archiver';
import { archiverEnvironment } from './archiver-environment';
import { createArchiverMetrics } from './archiver-metrics';
import { S3ArchiveStore } from './s3-archive-store';

const TICK_MS = 500;
/** Longest wait for an answer under way: a broker that hangs must not take the time of the last objects. */
const LAST_FETCH_MS = 3_000;
/** Longest wait for the last objects when the archiver stops. What is not written then, the next one reads again. */
const FLUSH_MS = 15_000;

async function start(): Promise<RunningService> {
  const settings = readEnvironment('archiver', archiverEnvironment, process.env);
  const logger = createLogger(settings.SERVICE_NAME, settings.LOG_LEVEL);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const store = new S3ArchiveStore({ bucket: settings.ARCHIVE_BUCKET, endpoint: settings.S3_ENDPOINT });
  const consumer = new PlatformaticConsumer(
    settings,
    { group: settings.ARCHIVE_GROUP, topics: settings.ARCHIVE_TOPICS },
    logger,
  );
  const archiver = new Archiver({
    store,
    consumer,
    metrics: createArchiverMetrics(registry),
    logger,
    cut: { bytes: settings.ARCHIVE_CUT_BYTES, ageMs: settings.ARCHIVE_CUT_SECONDS * 1000 },
    memoryBytes: settings.ARCHIVE_MEMORY_BYTES,
    now: Date.now,
    sleep: (ms) => sleep(ms),
  });

  let stopping = false;
  const ops = await startOpsServer({
    host: settings.HTTP_HOST,
    port: settings.OPS_PORT,
    registry,
    notReady: () => [
      ...(stopping ? ['stopping'] : []),
      ...(consumer.isMember ? [] : ['not a member of its consumer group']),
      ...archiver.problems(),
    ],
  });
  logger.info('listening', { opsPort: ops.port, topics: settings.ARCHIVE_TOPICS });
  await consumer.start(archiver);
  const timer = setInterval(() => archiver.tick(), TICK_MS);

  return {
    logger,
    failed: new Promise(() => {}),
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await Promise.race([consumer.stopFetching(), sleep(LAST_FETCH_MS, undefined, { ref: false })]);
      await Promise.race([archiver.flush(), sleep(FLUSH_MS, undefined, { ref: false })]);
      await consumer.close();
      await ops.close();
    },
  };
}

void runService(start);
