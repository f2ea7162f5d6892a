import type { CaseName } from './cases/case-names';
import { CASE_PLANS } from './cases/case-plan';
import { CLIENT_NAMES, type ClientName } from './clients/client-names';

/** One case, once with each client. */
export interface Turn {
  readonly run: number;
  readonly name: CaseName;
  /** In this order. */
  readonly clients: readonly ClientName[];
}

/** Whoever comes first finds colder brokers: each client is first every other time. */
export function turns(cases: readonly CaseName[], runs: number): Turn[] {
  return Array.from({ length: runs }, (_, run) =>
    cases
      .filter((name) => run < CASE_PLANS[name].maxRuns)
      .map(
        (name): Turn => ({ run, name, clients: run % 2 === 0 ? CLIENT_NAMES : CLIENT_NAMES.toReversed() }),
      ),
  ).flat();
}
