import { spawnSync } from 'node:child_process';
import { cpus, loadavg, platform, release } from 'node:os';
import { join } from 'node:path';
import { plan } from '../../lib/capacity/plan';
import { stageNamed } from '../../lib/config/stages';
import { largeWorkload } from './large-workload';

/** Plans per case after as many that do not count, and commands per case. */
const RUNS = 15;
const COMMANDS = 7;
const CASES: readonly (readonly [streams: number, consumers: number])[] = [
  [10, 5],
  [100, 40],
  [1_000, 200],
];
const ROOT = join(__dirname, '..', '..');

/** `npm run bench:plan`: how long a plan takes in a process, and the whole command. */
function main(): void {
  const [processor] = cpus();
  print(
    `${processor?.model.trim()}, ${cpus().length} cores, ${platform()} ${release()}, Node ${process.version}`,
  );
  print(`load average ${loadavg()[0]?.toFixed(1)} before; median of ${RUNS} plans, ${COMMANDS} commands\n`);
  for (const [streams, consumers] of CASES) {
    const workload = largeWorkload(streams, consumers);
    const stage = stageNamed('prod');
    // The first call also pays for compiling what a command calls once.
    const first = millisecondsOf(() => plan(workload, stage));
    const warm = Array.from({ length: RUNS * 2 }, () => millisecondsOf(() => plan(workload, stage))).slice(
      RUNS,
    );
    print(`${streams} streams, ${consumers} consumers: ${show(medianOf(warm))}, first call ${show(first)}`);
  }
  print(`npm run plan: ${show(medianOf(Array.from({ length: COMMANDS }, command)))}`);
  print(`load average ${loadavg()[0]?.toFixed(1)} after`);
}

function command(): number {
  return millisecondsOf(() => {
    const { status, stderr } = spawnSync('npm', ['run', '-s', 'plan'], { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm run plan ended with ${status}: ${stderr}`);
  });
}

function millisecondsOf(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function show(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main();
