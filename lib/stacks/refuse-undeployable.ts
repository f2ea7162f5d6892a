import type { Plan } from '../capacity/plan-model';

/**
 * Refuses a plan that cannot work, in the planner's words.
 * @throws with every problem among the findings, and what to do instead
 */
export function refuseUndeployable({ workload, stage, findings }: Plan): void {
  const problems = findings.filter(({ severity }) => severity === 'problem');
  if (problems.length === 0) return;
  const lines = problems.map(({ path, message, counterOffer }) =>
    [path === undefined ? message : `${path}: ${message}`, counterOffer]
      .filter(Boolean)
      .join('\n    instead: '),
  );
  throw new Error(
    `${workload} cannot be deployed to ${stage}:\n  ${lines.join('\n  ')}\nSee the whole plan with: npm run plan -- ${workload} --stage ${stage}`,
  );
}
