import { type ClientRequest, request } from 'node:http';

export const BATCH = 'application/cloudevents-batch+json';

/** A click of a user, as a CloudEvent with a sequence number. */
export function clickEvent(sequence: number, userId = `user-${sequence % 50}`): object {
  return {
    specversion: '1.0',
    id: `click-${sequence}`,
    source: '/test',
    type: 'click',
    sequence: String(sequence),
    data: { userId, sessionId: 's-1', action: 'click', occurredAt: '2026-01-31T08:15:00Z' },
  };
}

export interface HttpAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what the tests are about
  readonly body: any;
}

/** Sends a body to the edge: text and bytes as they are, anything else as JSON. */
export async function post(
  edgeUrl: string,
  stream: string,
  body: unknown,
  contentType = BATCH,
): Promise<HttpAnswer> {
  const response = await fetch(`${edgeUrl}/v1/streams/${stream}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body:
      typeof body === 'string' || body instanceof Uint8Array
        ? (body as RequestInit['body'])
        : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Sends so many MiB of nothing, without saying how many. Answers the status, or how the connection ended. */
export function postEndless(edgeUrl: string, stream: string, mebibytes: number): Promise<number | string> {
  const chunk = Buffer.alloc(1024 ** 2, 'x');
  return new Promise((resolve) => {
    const sending: ClientRequest = request(
      `${edgeUrl}/v1/streams/${stream}`,
      { method: 'POST', headers: { 'content-type': BATCH } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    // Whoever reads no further may close before everything is sent.
    sending.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    let sent = 0;
    const send = () => {
      while (sent++ < mebibytes) if (!sending.write(chunk)) return void sending.once('drain', send);
      sending.end();
    };
    send();
  });
}
