import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A random password for each name, the same at every start with this state folder.
 * They are letters, digits, dashes and underscores: fit for URLs and for every configuration file.
 */
export async function secretsFor<Name extends string>(
  stateDir: string,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const file = join(stateDir, 'secrets.json');
  const known: Record<string, string> = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {};
  const missing = names.filter((name) => known[name] === undefined);
  if (missing.length > 0) {
    await mkdir(stateDir, { recursive: true });
    for (const name of missing) known[name] = randomBytes(18).toString('base64url');
    await writeFile(file, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
  }
  return Object.fromEntries(names.map((name) => [name, known[name] ?? ''])) as Record<Name, string>;
}
