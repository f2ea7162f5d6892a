import type { ProgressListener } from './platform-options';

/** Does a piece of work and reports when it starts, and how and after how long it ends. */
export type Step = <T>(id: string, title: string, work: () => Promise<T>) => Promise<T>;

/** Steps that report to one listener. */
export function progressSteps(
  onProgress: ProgressListener,
  now: () => number = () => performance.now(),
): Step {
  return async (id, title, work) => {
    const start = now();
    onProgress({ id, title, state: 'started', ms: 0 });
    try {
      const result = await work();
      onProgress({ id, title, state: 'ready', ms: Math.round(now() - start) });
      return result;
    } catch (error) {
      onProgress({ id, title, state: 'failed', ms: Math.round(now() - start) });
      throw error;
    }
  };
}
