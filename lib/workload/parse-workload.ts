import type { z } from 'zod';
import { crossProblems } from './cross-problems';
import { type Workload, workloadSchema } from './workload';

/** One thing wrong in a workload file: where, and what was expected and given. */
export interface Problem {
  /** Path in the file, e.g. `streams.orders.load.peakPerSecond`. */
  readonly path: string;
  /** `expected …, got …`, or a sentence. */
  readonly message: string;
}

/** A refused workload file, with every problem it has. */
export class WorkloadError extends Error {
  readonly source: string;
  readonly problems: readonly Problem[];

  constructor(source: string, problems: readonly Problem[]) {
    const lines = problems.map(({ path, message }) => `  ${path === '' ? 'the file' : path}: ${message}`);
    super(`${source} has ${problems.length} problem${problems.length === 1 ? '' : 's'}\n${lines.join('\n')}`);
    this.name = 'WorkloadError';
    this.source = source;
    this.problems = problems;
  }
}

/**
 * Turns whatever a file exported into a checked workload, or refuses it once with all its problems.
 * @param source what to call the file in the refusal
 * @param seen problems of the file itself, found before it was a value
 * @throws WorkloadError
 */
export function parseWorkload(source: string, input: unknown, seen: readonly Problem[] = []): Workload {
  const parsed = workloadSchema.safeParse(input);
  const shape = parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, input));
  const problems = [...seen, ...shape, ...crossProblems(input)];
  if (!parsed.success || problems.length > 0) throw new WorkloadError(source, problems);
  return parsed.data;
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      message: 'no such setting: remove it, or check its spelling',
    }));
  }
  if (issue.code === 'invalid_key') {
    const [first] = issue.issues;
    return [
      { path, message: `expected ${first?.message ?? 'another name'}, got ${shown(issue.path.at(-1))}` },
    ];
  }
  const given = valueAt(input, issue.path);
  return [{ path, message: `expected ${expectation(issue)}, got ${shown(given)}` }];
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : article(issue.expected);
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return size(issue.origin, issue.inclusive ? 'at least' : 'more than', issue.minimum);
    case 'too_big':
      return size(issue.origin, issue.inclusive ? 'at most' : 'less than', issue.maximum);
    default:
      return issue.message;
  }
}

function size(origin: string, relation: string, bound: number | bigint): string {
  if (origin === 'array') return `${relation} ${bound} ${bound === 1 ? 'entry' : 'entries'}`;
  if (origin === 'string') return `a text of ${relation} ${bound} characters`;
  return `a number of ${relation} ${bound.toLocaleString('en-US')}`;
}

function article(type: string): string {
  if (type === 'record') return 'an object';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
