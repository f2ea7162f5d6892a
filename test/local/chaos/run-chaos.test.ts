import type { ChaosStep } from '../../../local/chaos/chaos-plan';
import { type ChaosPlatform, runChaos } from '../../../local/chaos/run-chaos';
import type { ProcessStatus } from '../../../local/processes/process-spec';
import { waitUntil } from '../../../local/processes/wait-until';

/** Two processes whose supervisor brings a killed one back at once, unless it is to stay down. */
function platform(): ChaosPlatform & { readonly calls: string[] } {
  const calls: string[] = [];
  const processes = new Map<string, ProcessStatus>(
    ['broker-2', 'archiver'].map((name, index) => [
      name,
      { name, state: 'ready', pid: 100 + index, restarts: 0, rssBytes: 0 },
    ]),
  );
  const restartedAs = (name: string): ProcessStatus => ({
    name,
    state: 'ready',
    pid: 200 + calls.length,
    restarts: 1,
    rssBytes: 0,
  });
  return {
    calls,
    processes: () => [...processes.values()],
    async kill(name, signal, { stayDown = false } = {}) {
      calls.push(`${signal} ${name}${stayDown ? ' for good' : ''}`);
      const down: ProcessStatus = { name, state: 'stopped', pid: undefined, restarts: 0, rssBytes: 0 };
      processes.set(name, stayDown ? down : restartedAs(name));
    },
    async restart(name) {
      calls.push(`restart ${name}`);
      processes.set(name, restartedAs(name));
    },
  };
}

/** Runs a plan until that many events have happened, then stops it. */
async function eventsOf(count: number, plan: readonly ChaosStep[], target = platform()) {
  const run = runChaos({ platform: target, plan });
  await waitUntil(() => run.events().length >= count, { what: 'the events', timeoutMs: 5_000 });
  return (await run.stop()).map(({ target: name, what, isProblem }) => ({ name, what, isProblem }));
}

describe('runChaos', () => {
  test('takes down, brings back, and tells what came of it', async () => {
    const target = platform();

    const events = await eventsOf(
      2,
      [
        { at: 0, action: 'take-down', target: 'broker-2' },
        { at: 0.05, action: 'bring-back', target: 'broker-2' },
      ],
      target,
    );

    expect(target.calls).toEqual(['SIGKILL broker-2 for good', 'restart broker-2']);
    expect(events).toEqual([
      { name: 'broker-2', what: 'killed with SIGKILL (process 100), and kept down', isProblem: false },
      {
        name: 'broker-2',
        what: expect.stringMatching(/^started again, ready after 0\.\d s$/),
        isProblem: false,
      },
    ]);
  });

  test('waits until the supervisor has brought a killed service back', async () => {
    const events = await eventsOf(2, [{ at: 0, action: 'kill', target: 'archiver' }]);

    expect(events.map(({ what }) => what)).toEqual([
      'killed with SIGKILL (process 101)',
      expect.stringMatching(/^restarted by its supervisor, ready after/),
    ]);
  });

  test('a run that ends early leaves nothing down, and starts no further fault', async () => {
    const target = platform();

    await eventsOf(
      1,
      [
        { at: 0, action: 'take-down', target: 'broker-2' },
        { at: 3_600, action: 'bring-back', target: 'broker-2' },
        { at: 3_600, action: 'kill', target: 'archiver' },
      ],
      target,
    );

    expect(target.calls).toEqual(['SIGKILL broker-2 for good', 'restart broker-2']);
  });

  test('what cannot be done is told, and is a problem', async () => {
    const broken = { ...platform(), restart: () => Promise.reject(new Error('port in use\nmore')) };

    const events = await eventsOf(
      3,
      [
        { at: 0, action: 'kill', target: 'broker-9' },
        { at: 0, action: 'take-down', target: 'broker-2' },
        { at: 0.05, action: 'bring-back', target: 'broker-2' },
      ],
      broken,
    );

    expect(events.filter(({ isProblem }) => isProblem).map(({ what }) => what)).toEqual([
      'there is no such process: nothing was done',
      'could not be started again: port in use',
    ]);
  });
});
