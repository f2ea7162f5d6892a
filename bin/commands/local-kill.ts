import { Command } from 'commander';
import { signalGroup } from '../../local/processes/process-identity';
import { runningPlatform, stateDirOption } from './state-dir';

/** `penstock local kill <process>`: a crash, for whoever wants to see what happens. */
export function localKillCommand(): Command {
  return new Command('kill')
    .description('kill a process with SIGKILL; the platform starts it again, as AWS would')
    .argument('<process>', 'its name in "penstock local status": broker-2, archiver, …')
    .addOption(stateDirOption())
    .action((name: string, { stateDir }: { stateDir: string }) => {
      const { processes } = runningPlatform(stateDir);
      const target = processes.find((candidate) => candidate.name === name);
      if (target === undefined) {
        throw new Error(
          `no process is named ${name}: choose one of ${processes.map((one) => one.name).join(', ')}`,
        );
      }
      signalGroup(target, 'SIGKILL');
      process.stdout.write(`killed ${name} (process ${target.pid})\n`);
    });
}
