import { join } from 'node:path';
import { build } from 'esbuild';

/** The programs that run as processes here and as Fargate tasks on AWS. */
export type ServiceName = 'edge' | 'archiver';

const ROOT = join(__dirname, '..');

/**
 * Bundles a service with everything it needs into one file that a plain `node` runs.
 * @returns the file, `dist/services/<name>/main.js`
 */
export async function buildService(name: ServiceName): Promise<string> {
  const outfile = join(ROOT, 'dist/services', name, 'main.js');
  await build({
    entryPoints: [join(ROOT, 'services', name, 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    sourcemap: true,
    logLevel: 'error',
    // The default entry reads a .wasm file from beside itself; this one carries it inside.
    alias: { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' },
    // Only used to look for an optional native module, and falls back without it.
    logOverride: { 'empty-import-meta': 'silent' },
  });
  return outfile;
}
