import { planCommand } from '../../../bin/commands/plan';
import type { Plan } from '../../../lib/capacity/plan-model';

/** Runs the command as the shell would, and returns what it prints. */
async function printed(...words: string[]): Promise<string> {
  const lines: string[] = [];
  await planCommand({ write: (text) => lines.push(text) }).parseAsync(words, { from: 'user' });
  return lines.join('');
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
