import { Option } from 'commander';
import { type PlatformState, readPlatformState } from '../../local/platform/state-file';

/** Where a platform keeps its data and logs. */
export function stateDirOption(): Option {
  return new Option('--state-dir <folder>', 'folder for data, logs and secrets').default('.penstock');
}

/**
 * The platform that runs in a folder.
 * @throws when none does
 */
export function runningPlatform(stateDir: string): PlatformState {
  const state = readPlatformState(stateDir);
  if (state === undefined) throw new Error(`no platform runs in ${stateDir}: start one with "npm start"`);
  return state;
}
