import { Command } from 'commander';
import { isColorSupported } from 'picocolors';
import { plan } from '../../lib/capacity/plan';
import type { PlanStage } from '../../lib/capacity/plan-model';
import { allStages, LOCAL_STAGE, stageNamed } from '../../lib/config/stages';
import { loadWorkload } from '../../lib/project/load-workload';
import { renderPlan } from './plan-table/plan-table';

/** Where a plan is printed: standard output, or a list in tests. */
export interface PlanOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** `penstock plan`: what a workload needs, what it costs, and which limit decided each number. */
export function planCommand(output: PlanOutput = process.stdout): Command {
  const stages = [...allStages(), LOCAL_STAGE].map(({ name }) => name).join(', ');
  return new Command('plan')
    .description('what a workload needs on AWS, what it costs, and which limit decided each number')
    .argument(
      '[workload]',
      'name of a file in workloads/, or the path of a .ts, .js or .json file',
      'realtime-analytics',
    )
    .option('-s, --stage <name>', `one of ${stages}`, 'prod')
    .option('--json', 'print the whole plan as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ npm run plan                                          the workload that comes with the project, in production
  $ npm run plan -- realtime-analytics --stage dev        a hundredth of the load
  $ npm run plan -- ./orders.ts                           a file of your own
  $ npm run -s plan -- --json | jq .cluster.alternatives  everything that would do, cheapest first`,
    )
    .action((workloadName: string, options: { readonly stage: string; readonly json?: true }) => {
      const { workload } = loadWorkload(workloadName);
      const planned = plan(workload, stageOf(options.stage));
      const isColored = output.isTTY === true && isColorSupported;
      output.write(
        options.json ? `${JSON.stringify(planned, null, 2)}\n` : renderPlan(planned, { isColored }),
      );
    });
}

function stageOf(name: string): PlanStage {
  return name === LOCAL_STAGE.name ? LOCAL_STAGE : stageNamed(name);
}
