import { CASE_RUNS } from './cases/case-named';
import type { CaseOrder, ChildMessage } from './measurement';

/** Child process: takes one order, measures, answers, ends. */
function main(): void {
  process.once('message', (order: CaseOrder) => {
    const tell = (message: ChildMessage) =>
      new Promise<void>((sent) => {
        process.send?.(message, () => sent());
      });
    CASE_RUNS[order.name](order, { killBroker: () => void tell({ kind: 'kill-broker' }) })
      .then(
        (figures) => tell({ kind: 'done', figures }),
        (error: unknown) =>
          tell({
            kind: 'failed',
            message: error instanceof Error ? (error.stack ?? error.message) : String(error),
          }),
      )
      // Whatever a client has left open must not keep the process.
      .then(() => process.exit(0));
  });
}

main();
