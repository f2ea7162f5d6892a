import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { isRunning } from '../../local/processes/process-identity';
import { runningPlatform, stateDirOption } from './state-dir';

const STOP_TIMEOUT_MS = 180_000;

/** `penstock local stop`: the same as Ctrl-C in the terminal that started it. */
export function localStopCommand(): Command {
  return new Command('stop')
    .description('stop the platform, as Ctrl-C does in the terminal that started it')
    .addOption(stateDirOption())
    .action(async ({ stateDir }: { stateDir: string }) => {
      const { owner } = runningPlatform(stateDir);
      process.kill(owner.pid, 'SIGTERM');
      const deadline = Date.now() + STOP_TIMEOUT_MS;
      while (isRunning(owner)) {
        if (Date.now() > deadline) {
          throw new Error(
            `process ${owner.pid} is still stopping after ${STOP_TIMEOUT_MS / 1_000} s: stop it again to end it at once`,
          );
        }
        await delay(100);
      }
      process.stdout.write('stopped\n');
    });
}
