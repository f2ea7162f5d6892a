import type { z } from 'zod';

/** Variables a service was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A refused environment, with every variable that is wrong in it. */
export class EnvironmentError extends Error {
  readonly problems: readonly string[];

  constructor(service: string, problems: readonly string[]) {
    const count = `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
    super(
      `${service} cannot start, its environment has ${count}\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}

/**
 * Settings of a service from its environment variables.
 * @param service what to call it in the refusal
 * @throws EnvironmentError with all problems at once
 */
export function readEnvironment<Schema extends z.ZodType>(
  service: string,
  schema: Schema,
  environment: Environment,
): z.output<Schema> {
  // An empty variable is how task definitions and shells say "not set".
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  throw new EnvironmentError(
    service,
    parsed.error.issues.map((issue) => problemOf(issue, set)),
  );
}

function problemOf(issue: z.core.$ZodIssue, environment: Environment): string {
  const name = String(issue.path[0] ?? 'environment');
  if (environment[name] === undefined) return `${name}: not set`;
  // What a secret holds is never shown.
  const given = /CREDENTIALS|SECRET|PASSWORD/.test(name)
    ? 'something else'
    : JSON.stringify(environment[name]);
  return `${name}: expected ${issue.message}, got ${given}`;
}
