import { waitUntil } from '../../../local/processes/wait-until';

test('tries until the check answers true', async () => {
  let tries = 0;

  await waitUntil(() => ++tries === 3, { what: 'three tries', timeoutMs: 5_000, intervalMs: 1 });

  expect(tries).toBe(3);
});

test('takes an error for "not yet", and tells the last one when it gives up', async () => {
  const check = () => Promise.reject(new Error('connection refused'));

  await expect(waitUntil(check, { what: 'broker-1', timeoutMs: 0 })).rejects.toThrow(
    'gave up waiting for broker-1 after 0 s (connection refused)',
  );
});

test('gives up at once when it is aborted, even in the middle of a check', async () => {
  const controller = new AbortController();
  const never = new Promise<boolean>(() => undefined);

  const waiting = waitUntil(() => never, { what: 'nothing', timeoutMs: 60_000, signal: controller.signal });
  controller.abort(new Error('broker-1 was stopped'));

  await expect(waiting).rejects.toThrow('broker-1 was stopped');
});
