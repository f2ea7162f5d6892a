import type { FastifyError } from 'fastify';
import { ProduceError } from '../runtime/kafka/record-producer';
import type { Logger } from '../runtime/logger';
import { CONTENT_TYPES } from './parse-events';
import { type Refusal, RefusedError } from './refusal';
import type { StreamDefinition } from './stream-definition';

/** The answer to whatever went wrong in a request. What nobody foresaw is logged, and says nothing of its insides. */
export function refusalOf(
  error: FastifyError,
  limits: { readonly maxBodyBytes: number },
  logger: Logger,
): Refusal & { outcome?: string } {
  if (error instanceof RefusedError) return error.refusal;
  if (error instanceof ProduceError) return produceRefusal(error);
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return {
      status: 413,
      error: 'body-too-large',
      message: `the body is larger than ${limits.maxBodyBytes} bytes: send smaller batches`,
    };
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedContentType().refusal;
  const { statusCode = 500 } = error;
  if (statusCode < 500) return { status: statusCode, error: 'bad-request', message: error.message };
  logger.error('request-failed', { error });
  return { status: 500, error: 'internal', message: 'the request could not be processed' };
}

function produceRefusal({ outcome, failure }: ProduceError): Refusal & { outcome: string } {
  if (failure === 'too-large') {
    return {
      status: 413,
      error: 'record-too-large',
      outcome,
      message: 'a record is larger than its topic takes',
    };
  }
  return {
    status: 503,
    error: 'not-acknowledged',
    outcome,
    message:
      outcome === 'not-written'
        ? 'Kafka took none of the records: send them again'
        : 'some of the records may be written: sending them again may duplicate them, under the same ids',
  };
}

/** A stream that is not in the list. */
export function unknownStream(name: string, streams: readonly StreamDefinition[]): RefusedError {
  const known = streams.map(({ stream }) => stream).join(', ');
  const message = `there is no stream "${name.slice(0, 100)}": choose one of ${known}`;
  return new RefusedError({ status: 404, error: 'unknown-stream', message });
}

/** A body of a kind the edge does not read. */
export function unsupportedContentType(): RefusedError {
  const message = `the content type must be one of ${Object.keys(CONTENT_TYPES).join(', ')}`;
  return new RefusedError({ status: 415, error: 'unsupported-content-type', message });
}

/** A batch of more records than one request may have. */
export function tooManyRecords(count: number, maxRecords: number): RefusedError {
  const message = `the batch has ${count} records; at most ${maxRecords} are taken`;
  return new RefusedError({ status: 413, error: 'too-many-records', message });
}

/** No room for another request now. */
export function behind(): RefusedError {
  const message = 'more records are under way than this edge holds: wait, then send again';
  return new RefusedError({ status: 429, error: 'behind', message });
}
