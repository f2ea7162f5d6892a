import type { EdgeOutcome } from '../../../local/load/edge-outcome';
import { Lane, type LaneOptions, type SettledBatch } from '../../../local/load/lane';

const ACKNOWLEDGED: EdgeOutcome = { kind: 'acknowledged' };
const UNKNOWN: EdgeOutcome = { kind: 'unknown', reason: 'ECONNRESET' };
const REJECTED: EdgeOutcome = { kind: 'rejected', reason: '400' };
const notWritten = (retryAfterMs = 0): EdgeOutcome => ({
  kind: 'not-written',
  behind: true,
  retryAfterMs,
  reason: '429',
});

/** A lane whose edge gives the answers in turn, then acknowledges everything. */
function laneWith(answers: readonly EdgeOutcome[], overrides: Partial<LaneOptions> = {}) {
  const requests: string[][] = [];
  const batches: SettledBatch[] = [];
  let underWay = 0;
  let deferred = 0;
  const lane = new Lane({
    batchRecords: 2,
    waitingAtMost: 10,
    build: ({ rank }, number) => `${number}:${rank}`,
    async send(events) {
      underWay += 1;
      expect(underWay).toBe(1);
      requests.push([...events]);
      await Promise.resolve();
      underWay -= 1;
      return answers[requests.length - 1] ?? ACKNOWLEDGED;
    },
    settled: (batch) => batches.push(batch),
    deferred: () => {
      deferred += 1;
    },
    ...overrides,
  });
  return { lane, requests, batches, deferred: () => deferred };
}

function offer(lane: Lane, ...ranks: number[]): boolean[] {
  return ranks.map((rank) => lane.offer({ rank, atMs: 0 }));
}

const summaries = (batches: readonly SettledBatch[]) =>
  batches.map(({ from, to, outcome }) => [from, to, outcome]);

describe('Lane', () => {
  test('sends in the order offered, one request at a time', async () => {
    const { lane, requests, batches } = laneWith([]);
    offer(lane, 7, 8, 9);

    await Promise.all([lane.drain(), lane.drain()]);

    expect(requests).toEqual([['0:7', '1:8'], ['2:9']]);
    expect(summaries(batches)).toEqual([
      [0, 2, 'acknowledged'],
      [2, 3, 'acknowledged'],
    ]);
  });

  test('sends the very same records again when they were not written', async () => {
    const { lane, requests, batches, deferred } = laneWith([notWritten(), notWritten()]);
    offer(lane, 7, 8);

    await lane.drain();

    expect(requests).toEqual([
      ['0:7', '1:8'],
      ['0:7', '1:8'],
      ['0:7', '1:8'],
    ]);
    expect(summaries(batches)).toEqual([[0, 2, 'acknowledged']]);
    expect(deferred()).toBe(2);
  });

  test('never sends a record of unknown fate again', async () => {
    const { lane, requests, batches } = laneWith([UNKNOWN]);
    offer(lane, 7, 8, 9);

    await lane.drain();

    expect(requests).toEqual([['0:7', '1:8'], ['2:9']]);
    expect(summaries(batches)).toEqual([
      [0, 2, 'unknown'],
      [2, 3, 'acknowledged'],
    ]);
    expect(batches[0]?.reason).toBe('ECONNRESET');
  });

  test('gives a rejected batch up, and goes on', async () => {
    const { lane, batches } = laneWith([REJECTED]);
    offer(lane, 7, 8, 9);

    await lane.drain();

    expect(summaries(batches)).toEqual([
      [0, 2, 'refused'],
      [2, 3, 'acknowledged'],
    ]);
  });

  test('sheds what does not fit', () => {
    const { lane } = laneWith([], { waitingAtMost: 2 });

    expect(offer(lane, 1, 2, 3)).toEqual([true, true, false]);
    expect(lane.waiting).toBe(2);
  });

  test('stops while it waits to try again: the batch was not written, and the rest was never sent', async () => {
    const hour = 3_600_000;
    const { lane, requests, batches } = laneWith([notWritten(hour)]);
    offer(lane, 7, 8, 9);
    const drained = lane.drain();

    await lane.stop();
    await drained;

    expect(requests).toHaveLength(1);
    expect(summaries(batches)).toEqual([[0, 2, 'refused']]);
    expect(lane).toMatchObject({ waiting: 0, sent: 2 });
    expect(offer(lane, 1)).toEqual([false]);
  });

  test('stops only after the request under way was answered', async () => {
    let answer: (outcome: EdgeOutcome) => void = () => undefined;
    const { lane, batches } = laneWith([], {
      send: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    offer(lane, 7);
    void lane.drain();

    const stopped = lane.stop();
    expect(batches).toEqual([]);
    answer(ACKNOWLEDGED);
    await stopped;

    expect(summaries(batches)).toEqual([[0, 1, 'acknowledged']]);
  });
});
