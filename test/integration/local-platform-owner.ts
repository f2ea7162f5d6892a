import { startPlatform } from '../../local/platform/start-platform';

/** A program that owns a platform, for the test that kills such a program: starts it in the folder given and says "ready". */
async function own(stateDir: string): Promise<void> {
  await startPlatform({
    stateDir,
    kafkaVersion: '3.9.x.kraft',
    zones: ['az1', 'az2', 'az3'],
    users: [],
    buckets: ['archive'],
  });
  process.stdout.write('ready\n');
}

own(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
