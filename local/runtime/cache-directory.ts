import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Folder for what is downloaded once and used by every checkout: `PENSTOCK_CACHE`, else the
 * operating system's own place for caches.
 */
export function cacheDirectory(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env['PENSTOCK_CACHE']) return env['PENSTOCK_CACHE'];
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'penstock');
  return join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'penstock');
}
