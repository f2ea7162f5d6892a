import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** File name to SHA-256 in hex. */
export type Checksums = Readonly<Record<string, string>>;

/** SHA-256 of every file directly in a folder, names sorted. */
export async function checksumsOf(directory: string): Promise<Checksums> {
  const names = (await readdir(directory)).sort();
  const sums = await Promise.all(
    names.map(async (name) => [name, await sha256(join(directory, name))] as const),
  );
  return Object.fromEntries(sums);
}

/** Every way in which files differ from the lock, one sentence each; empty when they are the same. */
export function checksumProblems(expected: Checksums, actual: Checksums): string[] {
  const changed = Object.entries(expected).flatMap(([name, sum]) => {
    const found = actual[name];
    if (found === undefined) return [`${name} is missing`];
    return found === sum ? [] : [`${name} has SHA-256 ${found}, expected ${sum}`];
  });
  const unknown = Object.keys(actual).filter((name) => !(name in expected));
  return [...changed, ...unknown.map((name) => `${name} is not in the list`)];
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
