import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { recordBytes } from '../runtime/kafka/outgoing-records';
import type { OutgoingRecord, RecordProducer } from '../runtime/kafka/record-producer';
import type { Logger } from '../runtime/logger';
import type { ByteBudget } from './byte-budget';
import { drain } from './drain';
import type { EdgeMetrics } from './edge-metrics';
import { CONTENT_TYPES, parseEvents } from './parse-events';
import { type Refusal, RefusedError } from './refusal';
import { behind, refusalOf, tooManyRecords, unknownStream, unsupportedContentType } from './refusals';
import type { StreamDefinition } from './stream-definition';
import { type AcceptedStream, type Arrival, toRecord } from './to-record';
import { compileValidator } from './validate-data';

export interface EdgeLimits {
  readonly maxBodyBytes: number;
  readonly maxRecordBytes: number;
  readonly maxRecords: number;
}

export interface EdgeOptions {
  readonly streams: readonly StreamDefinition[];
  readonly producer: Pick<RecordProducer, 'send'>;
  readonly budget: ByteBudget;
  readonly limits: EdgeLimits;
  readonly metrics: EdgeMetrics;
  readonly logger: Logger;
}

/** How long a refused sender should wait, in seconds: about as long as a full budget takes to drain. */
const RETRY_AFTER_SECONDS = 1;
/** A sender that is slower than this keeps its share of the budget from others. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How much of a body that is too large is read, so that its sender hears why it is refused. */
const DRAIN_LIMITS = { bytes: 16 * 1024 ** 2, ms: 2_000 };
const NO_STREAM = 'unknown';

/** The HTTP side of the edge, not yet listening. Answers 200 only for records that all in-sync replicas have. */
export function createEdge(options: EdgeOptions): FastifyInstance {
  const { streams, limits, budget } = options;
  const accepted = new Map<string, AcceptedStream>(
    streams.map((definition) => [definition.stream, { definition, validate: compileValidator(definition) }]),
  );
  const app = Fastify({
    logger: false,
    bodyLimit: limits.maxBodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
  });
  app.removeAllContentTypeParsers();
  for (const contentType of Object.keys(CONTENT_TYPES)) {
    app.addContentTypeParser(contentType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  }
  app.decorateRequest('releaseBytes', undefined);
  app.decorateRequest('acceptedStream', undefined);

  app.addHook('onRequest', async (request, reply) => {
    const { stream: name } = request.params as { stream?: string };
    if (name === undefined) return;
    const stream = accepted.get(name);
    if (stream === undefined) throw unknownStream(name, streams);
    request.acceptedStream = stream;
    requireContentType(request);
    const release = budget.take(announcedBytes(request, limits.maxBodyBytes));
    if (release === undefined) throw behind();
    request.releaseBytes = release;
    // Whatever way the request ends, also when its sender goes away before the body is complete.
    reply.raw.once('close', () => {
      if (!request.producing) release();
    });
  });
  app.post('/v1/streams/:stream', (request, reply) => acceptRecords(options, request, reply));
  app.setNotFoundHandler((_request, reply) => {
    const message = 'there is only POST /v1/streams/{stream}';
    return refuse(options, NO_STREAM, reply, { status: 404, error: 'not-found', message });
  });
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const stream = request.acceptedStream?.definition.stream ?? NO_STREAM;
    const refusal = refusalOf(error, limits, options.logger);
    if (refusal.error === 'body-too-large') await drain(request.raw, DRAIN_LIMITS);
    return refuse(options, stream, reply, refusal, streams);
  });
  return app;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Gives the request's share of the byte budget back. */
    releaseBytes?: () => void;
    acceptedStream?: AcceptedStream;
    /** True from the moment its records are handed to the producer: they are held until their fate is known. */
    producing?: boolean;
  }
}

async function acceptRecords(options: EdgeOptions, request: FastifyRequest, reply: FastifyReply) {
  const { producer, limits, metrics } = options;
  const stream = request.acceptedStream;
  if (stream === undefined || !Buffer.isBuffer(request.body)) throw unsupportedContentType();
  const format = CONTENT_TYPES[contentTypeOf(request)] ?? 'single';
  const events = parseEvents(request.body, format);
  if (events.length > limits.maxRecords) throw tooManyRecords(events.length, limits.maxRecords);

  const { traceparent } = request.headers;
  const arrival: Arrival = {
    time: new Date().toISOString(),
    ...(typeof traceparent === 'string' && { traceparent }),
  };
  const records = events.map((event, index) => recordAt(index, event, { stream, arrival, limits }));

  const { stream: name, topic } = stream.definition;
  const observe = metrics.produceSeconds.startTimer({ stream: name });
  request.producing = true;
  try {
    await producer.send(topic, records);
  } finally {
    request.releaseBytes?.();
    observe();
  }
  metrics.accepted.inc({ stream: name }, records.length);
  return reply.send({ accepted: records.length });
}

interface RecordContext {
  readonly stream: AcceptedStream;
  readonly arrival: Arrival;
  readonly limits: EdgeLimits;
}

function recordAt(index: number, event: unknown, { stream, arrival, limits }: RecordContext): OutgoingRecord {
  const result = toRecord(event, stream, arrival);
  if ('problem' in result) {
    const { field, message } = result.problem;
    throw new RefusedError({ status: 400, error: 'invalid-record', record: index, field, message });
  }
  const bytes = recordBytes(result.record);
  if (bytes > limits.maxRecordBytes) {
    const message = `the record has ${bytes} bytes with its headers; at most ${limits.maxRecordBytes} are taken`;
    throw new RefusedError({ status: 413, error: 'record-too-large', record: index, message });
  }
  return result.record;
}

function refuse(
  { metrics }: EdgeOptions,
  stream: string,
  reply: FastifyReply,
  refusal: Refusal & { outcome?: string },
  streams: readonly StreamDefinition[] = [],
) {
  const { status, ...body } = refusal;
  metrics.rejected.inc({ stream, error: refusal.error });
  if (status === 429 || status === 503) reply.header('retry-after', String(RETRY_AFTER_SECONDS));
  return reply.code(status).send({
    ...body,
    ...(refusal.error === 'unknown-stream' && { streams: streams.map((definition) => definition.stream) }),
  });
}

function requireContentType(request: FastifyRequest): void {
  if (CONTENT_TYPES[contentTypeOf(request)] === undefined) throw unsupportedContentType();
}

function contentTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** A body of unannounced length may become as large as bodies may be. */
function announcedBytes(request: FastifyRequest, maxBodyBytes: number): number {
  const length = Number(request.headers['content-length']);
  return Number.isSafeInteger(length) && length >= 0 ? Math.min(length, maxBodyBytes) : maxBodyBytes;
}
