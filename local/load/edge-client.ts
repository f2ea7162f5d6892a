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

/** The clients of several streams; those with the same URL share one. */
export interface EdgeClients {
  /** The client of the stream at that place in the list. */
  readonly of: (index: number) => EdgeClient;
  readonly abort: () => void;
  readonly close: () => Promise<void>;
}

/** @param streams where each stream is sent, and how many requests may be under way for it */
export function edgeClients(
  streams: readonly { readonly url: string; readonly lanes: number }[],
): EdgeClients {
  const byUrl = new Map<string, EdgeClient>();
  for (const url of new Set(streams.map((stream) => stream.url))) {
    const lanes = streams
      .filter((stream) => stream.url === url)
      .reduce((sum, stream) => sum + stream.lanes, 0);
    byUrl.set(url, edgeClient(url, lanes));
  }
  return {
    of(index) {
      const client = byUrl.get(streams[index]?.url ?? '');
      if (client === undefined) throw new Error(`there is no stream ${index}`);
      return client;
    },
    abort() {
      for (const client of byUrl.values()) client.abort();
    },
    async close() {
      await Promise.all([...byUrl.values()].map((client) => client.close()));
    },
  };
}

/**
 * A client with kept-alive connections.
 * @param connections requests under way at the same time, at most
 */
function edgeClient(edgeUrl: string, connections: number): EdgeClient {
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
