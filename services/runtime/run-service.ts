import type { Logger } from './logger';
import { EnvironmentError } from './read-environment';

/** A service that runs until it is told to stop. */
export interface RunningService {
  readonly logger: Logger;
  /** Finishes and commits what is done, then lets go of everything. */
  stop(reason: string): Promise<void>;
  /** Settles only when the service cannot go on by itself. */
  readonly failed: Promise<Error>;
}

/** How long a stop may take: below the 30 s Fargate waits between SIGTERM and SIGKILL. */
const STOP_SECONDS = 25;
const BAD_ENVIRONMENT = 2;

/**
 * Runs a service as this process: exit code 2 when its environment is wrong, 1 when it failed, 0 after SIGTERM or SIGINT.
 * A rejection nobody handles ends the process: its state is unknown, and a supervisor starts a clean one.
 */
export async function runService(start: () => Promise<RunningService>): Promise<void> {
  const service = await start().catch((error: unknown) => {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(error instanceof EnvironmentError ? BAD_ENVIRONMENT : 1);
  });
  const { logger } = service;

  let stopping = false;
  const stop = (reason: string, exitCode: number) => {
    if (stopping) return;
    stopping = true;
    logger.info('stopping', { reason });
    const limit = setTimeout(() => {
      logger.error('stop-timed-out', { seconds: STOP_SECONDS });
      process.exit(1);
    }, STOP_SECONDS * 1000);
    service.stop(reason).then(
      () => {
        clearTimeout(limit);
        logger.info('stopped', { reason });
        process.exit(exitCode);
      },
      (error: unknown) => {
        logger.error('stop-failed', { error });
        process.exit(1);
      },
    );
  };

  process.on('SIGTERM', () => stop('SIGTERM', 0));
  process.on('SIGINT', () => stop('SIGINT', 0));
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (error: unknown) => {
      logger.error('crashed', {
        cause: event,
        error,
        stack: error instanceof Error ? error.stack : undefined,
      });
      process.exit(1);
    });
  }
  const error = await service.failed;
  logger.error('failed', { error });
  stop('failed', 1);
}

/** What went wrong and why, without the stack: it is read by whoever set the variables. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const nested: unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  const causes = new Set(
    nested.filter((cause) => cause instanceof Error).map((cause) => `  ${describe(cause)}`),
  );
  return [error.message, ...causes].join('\n');
}
