import { Command } from 'commander';
import { loadWorkload, workloadNames } from '../../lib/project/load-workload';

/** `penstock workloads`: which workload files come with the project. */
export function workloadsCommand(): Command {
  return new Command('workloads')
    .description('list the workloads that come with the project')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: true }) => {
      const rows = workloadNames().map((name) => ({
        name,
        description: loadWorkload(name).workload.description ?? '',
      }));
      process.stdout.write(
        json
          ? `${JSON.stringify(rows, null, 2)}\n`
          : rows.map(({ name, description }) => `${name}  ${description}\n`).join(''),
      );
    });
}
