import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { PlatformaticProducer } from '../runtime/kafka/platformatic-producer';
import { createLogger } from '../runtime/logger';
import { startOpsServer } from '../runtime/ops-server';
import { readEnvironment } from '../runtime/read-environment';
import { type RunningService, runService } from '../runtime/run-service';
import { ByteBudget } from './byte-budget';
import { createEdge } from './create-edge';
import { edgeEnvironment } from './edge-environment';
import { createEdgeMetrics } from './edge-metrics';
import { parseStreams } from './stream-definition';

/** Records wait this long for a broker to be replaced; only then is the edge of no use. */
const FAILING_MS = 15_000;
/** Longest wait for records under way when the edge stops. */
const FLUSH_MS = 20_000;

async function start(): Promise<RunningService> {
  const settings = readEnvironment('edge', edgeEnvironment, process.env);
  const logger = createLogger(settings.SERVICE_NAME, settings.LOG_LEVEL);
  const streams = parseStreams(settings.EDGE_STREAMS_FILE, readFileSync(settings.EDGE_STREAMS_FILE, 'utf8'));

  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const budget = new ByteBudget(settings.EDGE_IN_FLIGHT_BYTES);
  const producer = new PlatformaticProducer(settings, logger);
  const app = createEdge({
    streams,
    producer,
    budget,
    limits: {
      maxBodyBytes: settings.EDGE_MAX_BODY_BYTES,
      maxRecordBytes: settings.EDGE_MAX_RECORD_BYTES,
      maxRecords: settings.EDGE_MAX_RECORDS,
    },
    metrics: createEdgeMetrics(registry, () => budget.used),
    logger,
  });

  const notReady = new Set(['Kafka has not been reached yet']);
  const ops = await startOpsServer({
    host: settings.HTTP_HOST,
    port: settings.OPS_PORT,
    registry,
    notReady: () => [...notReady, ...(isFailing(producer) ? ['Kafka takes no records'] : [])],
  });
  await producer.connect(streams.map(({ topic }) => topic));
  await app.listen({ host: settings.HTTP_HOST, port: settings.HTTP_PORT });
  notReady.clear();
  logger.info('listening', {
    httpPort: (app.server.address() as AddressInfo).port,
    opsPort: ops.port,
    streams: streams.map(({ stream }) => stream),
  });

  return {
    logger,
    failed: new Promise(() => {}),
    stop: async () => {
      notReady.add('stopping');
      // Answers what is under way, takes nothing new.
      await app.close();
      await producer.close(FLUSH_MS);
      await ops.close();
    },
  };
}

/** Only while records wait: an edge that gets none because it is not ready would never become ready. */
function isFailing({ failingSince, pendingBytes }: PlatformaticProducer): boolean {
  return pendingBytes > 0 && failingSince !== undefined && Date.now() - failingSince > FAILING_MS;
}

void runService(start);
