import Table from 'cli-table3';
import { Command } from 'commander';
import { isRunning } from '../../local/processes/process-identity';
import { runningPlatform, stateDirOption } from './state-dir';

/** `penstock local status`: what runs, and where it can be reached. */
export function localStatusCommand(): Command {
  return new Command('status')
    .description('what runs on this machine, and where it can be reached')
    .addOption(stateDirOption())
    .option('--json', 'print JSON, passwords included')
    .action(({ stateDir, json }: { stateDir: string; json?: true }) => {
      const { since, owner, processes, endpoints } = runningPlatform(stateDir);
      if (json) {
        process.stdout.write(`${JSON.stringify({ since, owner, processes, endpoints }, null, 2)}\n`);
        return;
      }
      const table = new Table({ head: ['process', 'pid', 'state'], style: { head: [], border: [] } });
      for (const one of processes) table.push([one.name, one.pid, isRunning(one) ? 'running' : 'down']);
      process.stdout.write(`since ${since}, started by process ${owner.pid}\n${table}\n`);
      if (endpoints === undefined) return;
      const places = [
        ['Kafka', endpoints.kafka.bootstrapBrokers.join(',')],
        ['CA of the brokers', endpoints.kafka.caFile],
        ['S3', endpoints.s3.endpoint],
        ['Schema registry', endpoints.registryUrl],
      ];
      for (const [name, place] of places) process.stdout.write(`${name}: ${place}\n`);
      process.stdout.write('users and passwords: --json\n');
    });
}
