import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { plan } from '../../lib/capacity/plan';
import { LOCAL_STAGE } from '../../lib/config/stages';
import { loadWorkload } from '../../lib/project/load-workload';
import { type RunSummary, summaryText } from '../../local/check/summary-text';
import { interruptSignal } from '../../local/platform/interrupt-signal';
import { startLocal } from '../../local/run/start-local';
import { durationSeconds } from './duration';
import { exitCodeOf, type RunChoices, runLocal } from './local-run';
import { startProgress } from './start-progress';
import { stateDirOption } from './state-dir';

interface Options extends RunChoices {
  readonly workload: string;
  readonly stateDir: string;
  readonly keepData?: true;
  readonly json?: true;
}

/** `penstock local start`: everything a workload needs, running here, with a load and a live view. */
export function localStartCommand(): Command {
  return new Command('start')
    .description('start brokers, stores, services and a load, and show what happens')
    .option('-w, --workload <name or file>', 'workload to run', 'realtime-analytics')
    .option(
      '--for <duration>',
      'run that long, count every record, and succeed only if nothing was lost',
      durationSeconds,
    )
    .option('--chaos', 'kill a broker and the archiver with SIGKILL on the way (with --for)')
    .option('--rate <share>', "share of the workload's rates to send", shareOf, LOCAL_STAGE.loadScale)
    .option('--no-load', 'send nothing: the platform is yours')
    .option('--keep-data', 'keep topics, objects and tables of the last run')
    .option('--json', 'print the summary as JSON; everything else goes to standard error')
    .addOption(stateDirOption())
    .addHelpText(
      'after',
      `
Examples:
  $ npm start
  $ npm start -- --for 60s --chaos
  $ npm start -- --workload path/to/my-workload.ts
  $ npm start -- --no-load            then: npx penstock local status --json

While it runs, in another terminal:
  $ npm run penstock -- local status
  $ npm run penstock -- local kill broker-2`,
    )
    .action(async (options: Options) => {
      const loaded = loadWorkload(options.workload);
      const stop = interruptSignal();
      const stateDir = resolve(options.stateDir);
      const isTerminal = process.stdout.isTTY === true && options.json === undefined;
      const output = options.json ? process.stderr : process.stdout;
      const planned = plan(loaded.workload, LOCAL_STAGE);

      const local = await startLocal({
        loaded,
        plan: planned,
        zones: LOCAL_STAGE.availabilityZones,
        stateDir,
        keepData: options.keepData === true,
        onProgress: startProgress(isTerminal, (text) => output.write(`${text}\n`)),
        signal: stop,
      });
      try {
        const summary = await runLocal({
          local,
          loaded,
          choices: options,
          stateDir,
          stop,
          output,
          isTerminal,
        });
        if (summary !== undefined) process.stdout.write(rendered(summary, { ...options, isTerminal }));
        process.exitCode = exitCodeOf(summary);
      } finally {
        await local.platform.stop();
      }
    });
}

function shareOf(text: string): number {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) {
    throw new InvalidArgumentError('Expected a share of the rates, more than 0 and at most 1.');
  }
  return share;
}

function rendered(summary: RunSummary, { json, isTerminal }: { json?: true; isTerminal: boolean }): string {
  return json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary, { isColored: isTerminal });
}
