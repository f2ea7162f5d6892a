import { readFileSync } from 'node:fs';
import { getNodePath, type Node, parseTree } from 'jsonc-parser';
import type { Problem } from '../workload/parse-workload';

/** A JSON file as a value, with what a value can no longer tell. */
export interface JsonFile {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * Reads a JSON file. A name that stands twice in one object is a problem: JSON itself keeps only the last silently.
 * @throws Error when it is not JSON, with what is unexpected
 */
export function readJsonFile(file: string): JsonFile {
  const text = readFileSync(file, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    const root = parseTree(text);
    return { value, problems: root === undefined ? [] : repeatedNames(root) };
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function repeatedNames(node: Node): Problem[] {
  const children = node.children ?? [];
  const names = node.type === 'object' ? children.map(({ children: pair }) => String(pair?.[0]?.value)) : [];
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const here = [...twice].map((name) => ({
    path: [...getNodePath(node), name].join('.'),
    message: 'stands in the file twice: rename or remove one of them',
  }));
  return [...here, ...children.flatMap(repeatedNames)];
}
