import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadedName, valkeyBinary } from '../../../../local/processes/valkey/valkey-binary';
import { valkeyConfig } from '../../../../local/processes/valkey/valkey-server';

describe('valkeyBinary', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'penstock-test-'));
    for (const name of ['path', 'downloaded']) await mkdir(join(directory, name));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const executable = (...path: string[]) => writeFile(join(directory, ...path), '', { mode: 0o755 });
  const found = () => valkeyBinary(join(directory, 'downloaded'), join(directory, 'path'));

  test("prefers the machine's Valkey, then its Redis, then the one that was downloaded", async () => {
    const downloaded = downloadedName(process.platform, process.arch) ?? '';

    await executable('downloaded', downloaded);
    expect(found()).toBe(join(directory, 'downloaded', downloaded));
    await executable('path', 'redis-server');
    expect(found()).toBe(join(directory, 'path', 'redis-server'));
    await executable('path', 'valkey-server');
    expect(found()).toBe(join(directory, 'path', 'valkey-server'));
  });

  test('says what to install when there is none', () => {
    expect(found).toThrow(/^Valkey was not found: install it \(.+\)\.$/);
  });
});

test('the server wants a password, stays on loopback and remembers through a restart', () => {
  const config = valkeyConfig({ port: 20_001, password: 'secret', directory: '/a folder' });

  expect(config.split('\n')).toEqual(
    expect.arrayContaining([
      'bind 127.0.0.1',
      'port 20001',
      'requirepass secret',
      'dir "/a folder"',
      'appendonly yes',
    ]),
  );
});
