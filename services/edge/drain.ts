import type { IncomingMessage } from 'node:http';

export interface DrainLimits {
  readonly bytes: number;
  readonly ms: number;
}

/**
 * Throws the rest of a request's body away, up to a limit. A server that answers and closes while its client still sends makes the
 * client see a broken connection instead of the answer.
 */
export function drain(request: IncomingMessage, { bytes, ms }: DrainLimits): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = bytes;
    const count = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) finish();
    };
    const finish = () => {
      clearTimeout(timer);
      request.off('data', count).off('end', finish).off('close', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    request.on('data', count).once('end', finish).once('close', finish);
    request.resume();
  });
}
