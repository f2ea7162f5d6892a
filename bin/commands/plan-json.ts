import { existsSync, readFileSync } from 'node:fs';
import type { Plan } from '../../lib/capacity/plan-model';

/** Names the shape of the JSON. Fields may be added under the same name; a renamed or removed one makes it /2. */
export const PLAN_FORMAT = 'penstock-plan/1';

/** A plan as `--json` prints it. docs/plan.schema.json is made from this type: `npm run docs:plan-schema`. */
export interface PrintedPlan extends Plan {
  readonly format: typeof PLAN_FORMAT;
}

/** A plan as JSON text. */
export function printedPlan(plan: Plan): string {
  const printed: PrintedPlan = { format: PLAN_FORMAT, ...plan };
  return `${JSON.stringify(printed, null, 2)}\n`;
}

/** Whether that file is a saved plan. A workload may be JSON too, so its content is asked. */
export function isPlanFile(path: string): boolean {
  return path.endsWith('.json') && existsSync(path) && formatOf(parsed(path)) !== undefined;
}

/**
 * Reads what `--json` printed.
 * @throws an Error when it has another format
 */
export function readPlan(path: string): Plan {
  const content = parsed(path);
  if (formatOf(content) === PLAN_FORMAT) return content as Plan;
  throw new Error(
    `${path} has format ${JSON.stringify(formatOf(content))}, this version reads ${PLAN_FORMAT}: print the old plan again`,
  );
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is not JSON: save a plan with "npm run -s plan -- --json > ${path}"`, { cause });
  }
}

function formatOf(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'format' in content ? content.format : undefined;
}
