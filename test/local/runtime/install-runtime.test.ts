import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installRuntime } from '../../../local/runtime/install-runtime';

// Processes and keys take their time on a busy machine.
jest.setTimeout(30_000);

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'penstock-test-'));
  await mkdir(join(directory, 'bin'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

const install = () =>
  installRuntime({
    kafkaVersion: '3.9.x',
    cache: join(directory, 'cache'),
    env: { PATH: join(directory, 'bin') },
  });

test('says what to install when there is no Java', async () => {
  await expect(install()).rejects.toThrow(/^Java was not found: install Java 17 or newer/);
});

test('says what to install when the Java is too old', async () => {
  await program('java', 'echo \'openjdk version "11.0.2"\' >&2');

  await expect(install()).rejects.toThrow(/^Java 11 is too old: install Java 17 or newer/);
});

test('says what to install when there is no Maven', async () => {
  await program('java', 'echo \'openjdk version "17.0.15"\' >&2');

  await expect(install()).rejects.toThrow(
    /^Maven was not found and is needed once, to download Kafka: install it/,
  );
});

test("shows Maven's own words when it fails", async () => {
  await program('java', 'echo \'openjdk version "17.0.15"\' >&2');
  await program('mvn', 'echo "[ERROR] Unknown host repo.maven.apache.org"; exit 1');

  await expect(install()).rejects.toThrow(
    /could not download[\s\S]*\[ERROR\] Unknown host repo\.maven\.apache\.org/,
  );
});

test('installs nothing when a download is not what the lock records', async () => {
  await program('java', 'echo \'openjdk version "17.0.15"\' >&2');
  await program(
    'mvn',
    `for argument; do case "$argument" in -Dout=*) out="\${argument#-Dout=}";; esac; done
     /bin/mkdir "$out/kafka" "$out/services" && echo forged > "$out/kafka/kafka_2.13-3.9.1.jar"`,
  );

  await expect(install()).rejects.toThrow(
    /kafka_2\.13-3\.9\.1\.jar has SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}/,
  );
  expect(await readdir(join(directory, 'cache', 'runtime'))).toEqual([]);
});

/** Puts a shell script on the PATH, where nothing else is. */
async function program(name: string, script: string): Promise<void> {
  await writeFile(join(directory, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}
