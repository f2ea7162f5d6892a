import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planCommand } from '../../../bin/commands/plan';
import type { Plan } from '../../../lib/capacity/plan-model';

/** Runs the command as the shell would, and returns what it prints and its exit code. */
async function ran(...words: string[]): Promise<{ readonly text: string; readonly exitCode: number }> {
  const lines: string[] = [];
  let exitCode = 0;
  const command = planCommand({ write: (text) => lines.push(text) }, (code) => {
    exitCode = code;
  });
  await command.parseAsync(words, { from: 'user' });
  return { text: lines.join(''), exitCode };
}

async function printed(...words: string[]): Promise<string> {
  return (await ran(...words)).text;
}

/** A path in a folder of its own. */
function pathOf(name: string): string {
  return join(mkdtempSync(join(tmpdir(), 'penstock-plan-')), name);
}

describe('penstock plan', () => {
  test('plans the workload of the project in production unless told otherwise', async () => {
    expect((await printed()).split('\n')[0]).toBe('realtime-analytics, stage prod, us-east-1');
  });

  test('plans another stage', async () => {
    expect((await printed('realtime-analytics', '--stage', 'dev')).split('\n')[0]).toBe(
      'realtime-analytics, stage dev, us-east-1',
    );
  });

  test('plans what this machine runs', async () => {
    expect((await printed('--stage', 'local')).split('\n')[0]).toContain('stage local');
  });

  test('prints the whole plan as JSON', async () => {
    const plan: Plan = JSON.parse(await printed('--json'));

    expect(plan.topics).toHaveLength(12);
    expect(plan.cluster.alternatives.length).toBeGreaterThan(8);
  });

  test('writes no colours into something that is not a terminal', async () => {
    expect(await printed()).not.toContain('\u001b[');
  });

  test('says which stages there are when one is unknown', async () => {
    await expect(printed('--stage', 'qa')).rejects.toThrow('choose one of dev, staging, prod');
  });

  test('says which workloads there are when one is unknown', async () => {
    await expect(printed('nothing-of-that-name')).rejects.toThrow('realtime-analytics');
  });
});

describe('penstock plan, exit code', () => {
  test('0 for a plan that can work, 2 for one with a problem, which is printed all the same', async () => {
    expect((await ran()).exitCode).toBe(0);

    const { text, exitCode } = await ran('event-pipeline-as-documented');
    expect(exitCode).toBe(2);
    expect(text).toContain('stated-brokers-too-few');
  });
});

describe('penstock plan --json', () => {
  test('names its format, so that a saved plan is known again', async () => {
    expect(JSON.parse(await printed('--json')).format).toBe('penstock-plan/1');
  });
});

describe('penstock plan --max', () => {
  test('tells how far the planned cluster goes', async () => {
    expect(await printed('--max')).toMatch(
      /^realtime-analytics on 9 × express\.m7g\.large\ncarries 10\d(\.\d)? % of the load of stage prod/,
    );
  });

  test('tells it for a cluster that is given', async () => {
    const text = await printed('--max', '--type', 'express.m7g.large', '--brokers', '6');

    expect(text).toContain('6 × express.m7g.large');
    expect(text).toContain('does not carry stage prod');
  });

  test('prints JSON too', async () => {
    const ceiling = JSON.parse(
      await printed('--max', '--json', '--type', 'kafka.m7g.large', '--brokers', '3', '--volume-gib', '100'),
    );

    expect(ceiling.cluster).toEqual({
      instanceType: 'kafka.m7g.large',
      brokers: 3,
      storage: { volumeGiB: 100 },
    });
    expect(ceiling.scale).toBe(Math.min(...ceiling.limits.map(({ scale }: { scale: number }) => scale)));
  });

  test.each([
    [['--max', '--brokers', '6'], 'both --type and --brokers'],
    [
      ['--max', '--type', 'express.m7g.large', '--brokers', '-3'],
      'a whole number from 1 to 100,000, got "-3"',
    ],
    [['--type', 'express.m7g.large', '--brokers', '6'], 'add --max'],
    [['--max', '--throughput', '300'], 'add --type and --brokers'],
    [['--max', '--diff', 'realtime-analytics'], 'ask one at a time'],
  ])('refuses %j', async (words, message) => {
    await expect(printed(...words)).rejects.toThrow(message);
  });
});

describe('penstock plan --diff', () => {
  test('compares with a saved plan', async () => {
    const saved = pathOf('before.json');
    writeFileSync(saved, await printed('--stage', 'dev', '--json'));

    const text = await printed('--diff', saved);
    expect(text).toContain('realtime-analytics, stage dev, us-east-1\n→ realtime-analytics, stage prod');
    expect(text).toContain('not in place');
    expect(text).toMatch(/\+\$[\d,]+ a month/);
  });

  test('compares with another workload, and finds nothing between a workload and itself', async () => {
    expect(await printed('--diff', 'realtime-analytics')).toContain('nothing to deploy');
  });

  test('refuses a plan of another format, and a file that is no plan', async () => {
    const other = pathOf('other.json');
    writeFileSync(other, JSON.stringify({ format: 'penstock-plan/0' }));
    const broken = pathOf('broken.json');
    writeFileSync(broken, '{');

    await expect(printed('--diff', other)).rejects.toThrow('this version reads penstock-plan/1');
    await expect(printed('--diff', broken)).rejects.toThrow('is not JSON');
  });
});

describe('penstock plan --html', () => {
  test('writes one page that loads nothing', async () => {
    const file = pathOf('plan.html');

    expect(await printed('--html', file)).toContain(file);
    const page = readFileSync(file, 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/<(script|link|img|iframe)[^>]*(src|href)=/);
    expect(page).toContain("default-src 'none'");
  });
});
