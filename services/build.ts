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
    // ES modules in the bundle ask where they are.
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'bundleUrl' },
  });
  return outfile;
}
