import { Pool } from 'undici';
import { type EdgeOutcome, outcomeOfError, outcomeOfResponse } from './edge-outcome';

/** Sends batches to the edge. Never throws: every end of a request is an outcome. */
export interface EdgeClient {
  readonly send: (stream: string, events: readonly string[]) => Promise<EdgeOutcome>;
  /** Cuts every request under way; their outcome is unknown. */
  readonly abort: () => void;
  readonly close: () => Promise<void>;
}

/** Longer than the edge tries by itself, so that it is the edge who says what happened. */
const ANSWER_TIMEOUT_MS = 60_000;

/**
 * A client with kept-alive connections.
 * @param connections requests under way at the same time, at most
 */
export function edgeClient(edgeUrl: string, connections: number): EdgeClient {
  const pool = new Pool(new URL(edgeUrl).origin, {
    connections,
    pipelining: 1,
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
    connect: { timeout: 5_000 },
  });
  const aborted = new AbortController();
  return {
    async send(stream, events) {
      try {
        const { statusCode, headers, body } = await pool.request({
          method: 'POST',
          path: `/v1/streams/${encodeURIComponent(stream)}`,
          headers: { 'content-type': 'application/cloudevents-batch+json' },
          body: `[${events.join(',')}]`,
          signal: aborted.signal,
        });
        const retryAfter = headers['retry-after'];
        return outcomeOfResponse(
          {
            status: statusCode,
            ...(typeof retryAfter === 'string' && { retryAfter }),
            body: await body.text(),
          },
          events.length,
        );
      } catch (error) {
        return outcomeOfError(error);
      }
    },
    abort: () => aborted.abort(),
    close: () => pool.destroy(),
  };
}
