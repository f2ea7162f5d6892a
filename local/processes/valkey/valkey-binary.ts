import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The server to run: Valkey or Redis of this machine, else the Redis 6.2 that came with the download.
 *
 * @throws one sentence that says what to install, on a system for which nothing came
 */
export function valkeyBinary(downloadedDirectory: string, path = process.env['PATH'] ?? ''): string {
  const downloaded = downloadedName(process.platform, process.arch);
  const candidates = [
    ...['valkey-server', 'redis-server'].flatMap((name) =>
      path.split(delimiter).map((folder) => join(folder, name)),
    ),
    ...(downloaded === undefined ? [] : [join(downloadedDirectory, downloaded)]),
  ];
  const found = candidates.find(isExecutable);
  if (found === undefined) {
    throw new Error(
      'Valkey was not found: install it (Debian: apt install redis-server, macOS: brew install valkey).',
    );
  }
  return found;
}

/** Name of the binary inside the embedded-redis jar; undefined when it has none for that system. */
export function downloadedName(platform: string, arch: string): string | undefined {
  const names: Readonly<Record<string, string>> = {
    'linux-x64': 'redis-server-6.2.6-v5-linux-amd64',
    'linux-arm64': 'redis-server-6.2.7-linux-arm64',
    'darwin-x64': 'redis-server-6.2.6-v5-darwin-amd64',
    'darwin-arm64': 'redis-server-6.2.6-v5-darwin-arm64',
  };
  return names[`${platform}-${arch}`];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
