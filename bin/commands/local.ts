import { Command } from 'commander';
import { localKillCommand } from './local-kill';
import { localStartCommand } from './local-start';
import { localStatusCommand } from './local-status';
import { localStopCommand } from './local-stop';

/** `penstock local`: the platform on this machine. */
export function localCommand(): Command {
  const command = new Command('local').description('the platform for real, on this machine');
  for (const sub of [localStartCommand(), localStatusCommand(), localKillCommand(), localStopCommand()]) {
    command.addCommand(sub);
  }
  return command;
}
