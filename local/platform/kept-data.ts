import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformOptions } from './platform-options';

/** What the data on disk were written by, and so can only be read by. */
interface DataLayout {
  readonly kafkaVersion: string;
  readonly brokers: number;
}

/**
 * Clears the data of the last run, or makes sure that they fit this one.
 *
 * @throws when they are to be kept but belong to another Kafka version or number of brokers
 */
export async function keepOrClearData(options: PlatformOptions, kafkaVersion: string): Promise<void> {
  const directory = join(options.stateDir, 'data');
  const file = join(directory, 'layout.json');
  const layout: DataLayout = { kafkaVersion, brokers: options.zones.length };
  if (options.keepData && existsSync(file)) {
    const problem = layoutProblem(layout, JSON.parse(await readFile(file, 'utf8')));
    if (problem !== undefined) throw new Error(problem);
    return;
  }
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await writeFile(file, JSON.stringify(layout));
}

/** Why data cannot be kept; undefined when they can. */
export function layoutProblem(wanted: DataLayout, found: DataLayout): string | undefined {
  if (wanted.kafkaVersion === found.kafkaVersion && wanted.brokers === found.brokers) return undefined;
  const described = ({ kafkaVersion, brokers }: DataLayout) =>
    `${brokers} broker(s) of Kafka ${kafkaVersion}`;
  return `The kept data are of ${described(found)}, and this start is of ${described(wanted)}: start without keeping data.`;
}
