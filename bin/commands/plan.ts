import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { isColorSupported } from 'picocolors';
import { ceilingOf } from '../../lib/capacity/ceiling';
import { plan } from '../../lib/capacity/plan';
import { planDiff } from '../../lib/capacity/plan-diff';
import type { Plan, PlanStage } from '../../lib/capacity/plan-model';
import { allStages, LOCAL_STAGE, stageNamed } from '../../lib/config/stages';
import { loadWorkload } from '../../lib/project/load-workload';
import { orderingOf, type Workload } from '../../lib/workload/workload';
import { isPlanFile, printedPlan, readPlan } from './plan-json';
import { givenCluster, type PlanOptions, refuseMixedOptions } from './plan-options';
import { renderCeiling } from './plan-table/ceiling-table';
import { renderDiff } from './plan-table/diff-table';
import { renderPlan } from './plan-table/plan-table';

/** Where a plan is printed: standard output, or a list in tests. */
export interface PlanOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** The plan was made and has a problem: it cannot work as it stands. 1 means that no plan could be made. */
const PROBLEM_EXIT_CODE = 2;

/**
 * `penstock plan`: what a workload needs, what it costs, and which limit decided each number.
 * @param onExitCode told when the plan has a problem; the process's own exit code unless told otherwise
 */
export function planCommand(
  output: PlanOutput = process.stdout,
  onExitCode: (code: number) => void = (code) => {
    process.exitCode = code;
  },
): Command {
  const stages = [...allStages(), LOCAL_STAGE].map(({ name }) => name).join(', ');
  return new Command('plan')
    .description('what a workload needs on AWS, what it costs, and which limit decided each number')
    .argument(
      '[workload]',
      'name of a file in workloads/, or the path of a .ts, .js or .json file',
      'realtime-analytics',
    )
    .option('-s, --stage <name>', `one of ${stages}`, 'prod')
    .option('--json', 'print everything as JSON (docs/plan-json.md)')
    .option(
      '--html [file]',
      'write one page with charts, which needs no network (default: <workload>-plan.html)',
    )
    .option('--diff <old>', 'what changes from an earlier plan: a saved --json file, or another workload')
    .option('--max', 'the highest load the planned cluster carries, or the one given by the next options')
    .option('--type <type>', 'with --max: broker type, e.g. express.m7g.large')
    .option('--brokers <count>', 'with --max: number of brokers')
    .option('--volume-gib <gib>', 'with --max: volume of each Standard broker (default: the largest)')
    .option('--throughput <mib>', 'with --max: provisioned throughput of each volume, MiB/s (default: none)')
    .addHelpText('after', HELP)
    .action((workloadName: string, options: PlanOptions) => {
      refuseMixedOptions(options);
      const { workload } = loadWorkload(workloadName);
      const stage = stageOf(options.stage);
      const planned = plan(workload, stage);
      const question = {
        workload,
        stage,
        planned,
        options,
        isColored: output.isTTY === true && isColorSupported,
      };
      output.write(answer(question));
      if (planned.findings.some(({ severity }) => severity === 'problem')) onExitCode(PROBLEM_EXIT_CODE);
    });
}

const HELP = `
Exit code: 0 when the plan can work, 2 when it has a problem (printed all the same), 1 when no plan could be made.

Examples:
  $ npm run plan                                          the workload that comes with the project, in production
  $ npm run plan -- realtime-analytics --stage dev        a hundredth of the load
  $ npm run plan -- ./orders.ts                           a file of your own
  $ npm run plan -- orders --html                         the same as a page with charts: orders-plan.html
  $ npm run -s plan -- orders --json > before.json        then edit the workload, and:
  $ npm run plan -- orders --diff before.json             what the edit changes, what cannot be undone, what it costs
  $ npm run plan -- orders --max                          how much more the planned cluster carries
  $ npm run plan -- orders --max --type express.m7g.large --brokers 6
  $ npm run -s plan -- --json | jq .cluster.alternatives  everything that would do, cheapest first`;

interface Question {
  readonly workload: Workload;
  readonly stage: PlanStage;
  readonly planned: Plan;
  readonly options: PlanOptions;
  readonly isColored: boolean;
}

function answer(question: Question): string {
  const { planned, options, isColored } = question;
  if (options.max === true) return ceilingText(question);
  if (options.diff !== undefined) return diffText(question, options.diff);
  if (options.html !== undefined) return htmlFile(question, options.html);
  return options.json === true ? printedPlan(planned) : renderPlan(planned, { isColored });
}

function ceilingText({ workload, stage, planned, options, isColored }: Question): string {
  const ceiling = ceilingOf(workload, stage, givenCluster(options) ?? planned.cluster);
  if (options.json === true) {
    const { cluster, ...rest } = ceiling;
    const { instanceType, brokers, storage } = cluster;
    return json({
      workload: workload.name,
      stage: stage.name,
      cluster: { instanceType, brokers, storage },
      ...rest,
    });
  }
  return renderCeiling(ceiling, { workload: workload.name, stage: stage.name, isColored });
}

function diffText({ workload, stage, planned, options, isColored }: Question, old: string): string {
  const before = isPlanFile(old) ? readPlan(old) : plan(loadWorkload(old).workload, stage);
  const keyed = Object.entries(workload.streams)
    .filter(([, stream]) => orderingOf(stream) === 'per-key' || stream.kind === 'compacted')
    .map(([name]) => name);
  const diff = planDiff(before, planned, new Set(keyed));
  return options.json === true ? json(diff) : renderDiff(diff, { isColored });
}

/** The page and its charting library are loaded only when they are asked for. */
function htmlFile({ workload, stage, planned }: Question, file: string | true): string {
  const { planPage }: typeof import('./plan-html/plan-page') = require('./plan-html/plan-page');
  const path = file === true ? `${workload.name}-plan.html` : file;
  writeFileSync(path, planPage(planned, { workload, stage }));
  return `${path}: open it in a browser; it needs no network\n`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function stageOf(name: string): PlanStage {
  return name === LOCAL_STAGE.name ? LOCAL_STAGE : stageNamed(name);
}
