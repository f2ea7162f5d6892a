import type { Command } from 'commander';

/** Each command is loaded when it is needed: a plan must not wait for a Kafka client, an HTTP server and a database driver. */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  plan: () => (require('./commands/plan') as typeof import('./commands/plan')).planCommand(),
  local: () => (require('./commands/local') as typeof import('./commands/local')).localCommand(),
  workloads: () =>
    (require('./commands/workloads') as typeof import('./commands/workloads')).workloadsCommand(),
  prices: () => (require('./commands/prices') as typeof import('./commands/prices')).pricesCommand(),
};

/** The command of that name, or all of them for help and for names that do not exist. */
export function commandsFor(name: string | undefined): Command[] {
  const named = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name];
  return named === undefined ? Object.values(COMMANDS).map((load) => load()) : [named()];
}
