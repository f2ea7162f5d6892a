#!/usr/bin/env -S node --disable-warning=TimeoutNegativeWarning --import tsx
import './resolve-own-name';
import { Command } from 'commander';
import { version } from '../package.json';
import { commandsFor } from './commands-for';
import { reportFailure } from './report-failure';

const program = new Command('penstock')
  .description(
    'One workload file in; a sized, priced event-streaming platform out: on AWS, and on this machine.',
  )
  .version(version)
  .showHelpAfterError('(add --help for the options there are)')
  .configureHelp({ sortSubcommands: false })
  .addHelpText(
    'after',
    `
Where to begin:
  $ npm start                                   the platform for real, on this machine, with a live view
  $ npm start -- --for 60s --chaos              the same for a minute, killing brokers; counts that nothing was lost
  $ npm run plan                                what the default workload needs on AWS, what it costs, and why
  $ npm run plan -- path/to/my-workload.ts      the same for a file of your own
  $ npx cdk synth -c workload=realtime-analytics -c stage=prod

To resize, edit a number in workloads/<name>.ts and run the same commands again.`,
  );

for (const command of commandsFor(process.argv[2])) program.addCommand(command);

program.parseAsync().catch((error: unknown) => {
  process.exitCode = reportFailure(error, process.stderr);
});
