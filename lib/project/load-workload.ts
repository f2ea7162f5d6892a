import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { parseWorkload } from '../workload/parse-workload';
import type { Workload } from '../workload/workload';
import { readJsonFile } from './read-json-file';

const PROJECT_ROOT = join(__dirname, '..', '..');
const WORKLOADS = join(PROJECT_ROOT, 'workloads');

/** A checked workload, where it came from, and the JSON Schemas it names. */
export interface LoadedWorkload {
  readonly workload: Workload;
  /** Absolute path of the file. */
  readonly file: string;
  /** Parsed JSON Schema per stream. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Loads a workload by the name of a file in workloads/, or by the path of a .ts, .js or .json file anywhere.
 * @throws WorkloadError with every problem of the file, or an Error that says which workloads there are
 */
export function loadWorkload(nameOrPath: string): LoadedWorkload {
  const file = workloadFile(nameOrPath);
  const json = extname(file) === '.json' ? readJsonFile(file) : undefined;
  const workload = parseWorkload(nameOrPath, json ? json.value : exportOf(file), json?.problems);
  const schemas = Object.entries(workload.streams).map(([name, stream]) => [
    name,
    readSchema(name, stream.schema, file),
  ]);
  return { workload, file, schemas: Object.fromEntries(schemas) };
}

/** Names of the workloads that come with the project. */
export function workloadNames(): string[] {
  return readdirSync(WORKLOADS)
    .filter((file) => extname(file) === '.ts')
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

function workloadFile(nameOrPath: string): string {
  const named = join(WORKLOADS, `${nameOrPath}.ts`);
  if (existsSync(named)) return named;
  const path = resolve(nameOrPath);
  if (['.ts', '.js', '.cjs', '.json'].includes(extname(path)) && existsSync(path)) return path;
  throw new Error(
    `no workload "${nameOrPath}": give one of ${workloadNames().join(', ')}, or the path of a .ts, .js or .json file`,
  );
}

/** TypeScript is read by whatever runs us (tsx, jest), so a plain require serves every kind of file. */
function exportOf(file: string): unknown {
  const exported: unknown = require(file);
  return typeof exported === 'object' && exported !== null && 'default' in exported
    ? exported.default
    : exported;
}

function readSchema(stream: string, path: string, workloadPath: string): JsonSchema {
  const file = findUpwards(path, dirname(workloadPath));
  if (file === undefined) {
    throw new Error(
      `streams.${stream}.schema: no file "${path}" beside ${workloadPath} or in a folder above it: write the JSON Schema there, or correct the path`,
    );
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`streams.${stream}.schema: ${file} is not JSON`, { cause: error });
  }
}

function findUpwards(path: string, folder: string): string | undefined {
  const candidate = resolve(folder, path);
  if (existsSync(candidate)) return candidate;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(path, parent);
}
