import type { EdgeClient } from '../../../local/load/edge-client';
import type { EdgeOutcome } from '../../../local/load/edge-outcome';
import type { LedgerRange } from '../../../local/load/ledger-format';
import { StreamLoad } from '../../../local/load/stream-load';

interface Sent {
  readonly id: string;
  readonly time: string;
  readonly sequence: string;
  readonly data: { readonly key: number };
}

const START = Date.parse('2026-01-01T00:00:00.000Z');

/** A load of 100 records per second on a clock of its own, and what its edge received. */
function loadOf(answer: (request: number) => EdgeOutcome = () => ({ kind: 'acknowledged' })) {
  const received: Sent[] = [];
  const ranges: LedgerRange[] = [];
  const clock = { ms: 0 };
  let requests = 0;
  const client: EdgeClient = {
    async send(_, events) {
      received.push(...events.map((event): Sent => JSON.parse(event)));
      requests += 1;
      return answer(requests - 1);
    },
    abort: () => undefined,
    close: async () => undefined,
  };
  const load = new StreamLoad({
    stream: {
      stream: 'orders',
      source: 'edge',
      ordering: 'per-key',
      schema: { title: 'order.v1' },
      archived: true,
      averagePerSecond: 100,
      peakPerSecond: 100,
      keys: 10,
      hottestKeyShare: 0.3,
    },
    index: 0,
    maker: { keys: 10, make: ({ rank }) => ({ key: rank }) },
    lanes: 2,
    seed: 'seed',
    runId: 'run1',
    profile: { kind: 'steady', at: 'average' },
    startedAtMs: START,
    elapsedMs: () => clock.ms,
    client,
    ledger: { add: (range) => ranges.push(range), close: () => undefined },
  });
  const runTo = async (ms: number, stepMs = 20) => {
    for (; clock.ms < ms; clock.ms += stepMs) {
      load.tick();
      await new Promise(setImmediate);
    }
  };
  return { load, received, ranges, runTo };
}

describe('StreamLoad', () => {
  test('numbers the records of each key without gap, and keeps a key in one lane', async () => {
    const { load, received, runTo } = loadOf();

    await runTo(10_000);
    await load.stop();

    const byKey = new Map<number, Sent[]>();
    for (const record of received)
      byKey.set(record.data.key, [...(byKey.get(record.data.key) ?? []), record]);
    for (const [key, records] of byKey) {
      expect(records.map(({ sequence }) => Number(sequence))).toEqual(records.map((_, index) => index));
      expect(records.every(({ id }) => id.startsWith(`run1-orders-${key % 2}-`))).toBe(true);
    }
    expect(new Set(received.map(({ id }) => id)).size).toBe(received.length);
    // 10 s × 100 a second, within five standard deviations (√1,000 ≈ 32).
    expect(Math.abs(received.length - 1_000)).toBeLessThan(5 * 32);
  });

  test('counts latency from the moment a record was due, not from when it was sent', async () => {
    const { load, runTo } = loadOf();

    // The sender sleeps four seconds between two looks at the clock.
    await runTo(8_100, 4_000);
    await load.stop();

    const { latency, acknowledged } = load.stats();
    expect(acknowledged).toBeGreaterThan(700);
    expect(latency.p50Ms).toBeGreaterThan(1_500);
    expect(latency.maxMs).toBeLessThan(4_100);
  });

  test('stamps events with the moment they were due', async () => {
    const { load, received, runTo } = loadOf();

    await runTo(1_000);
    await load.stop();

    const times = received.map(({ time }) => Date.parse(time) - START);
    expect(times.every((time) => time >= 0 && time < 1_000)).toBe(true);
  });

  test('sends the same keys in the same order for the same seed, whatever the timing', async () => {
    const keysOfLane = (received: readonly Sent[], lane: number) =>
      received.filter(({ id }) => id.includes(`-orders-${lane}-`)).map(({ data }) => data.key);
    const often = loadOf();
    const seldom = loadOf();

    await often.runTo(3_020, 20);
    await seldom.runTo(3_400, 500);
    await Promise.all([often.load.stop(), seldom.load.stop()]);

    for (const lane of [0, 1]) {
      const [one, other] = [keysOfLane(often.received, lane), keysOfLane(seldom.received, lane)];
      const common = Math.min(one.length, other.length);
      expect(common).toBeGreaterThan(50);
      expect(one.slice(0, common)).toEqual(other.slice(0, common));
    }
  });

  test('its counters and its ledger agree, whatever the edge answers', async () => {
    const answers: EdgeOutcome[] = [
      { kind: 'acknowledged' },
      { kind: 'unknown', reason: 'ECONNRESET' },
      { kind: 'rejected', reason: '400' },
      { kind: 'not-written', behind: true, retryAfterMs: 0, reason: '429' },
      { kind: 'not-written', behind: false, retryAfterMs: 0, reason: '503' },
    ];
    const { load, ranges, runTo } = loadOf((request) => answers[request % 5] ?? { kind: 'acknowledged' });

    await runTo(5_000);
    await load.stop();

    const stats = load.stats();
    const inLedger = (outcome: string) =>
      ranges.filter((range) => range.outcome === outcome).reduce((sum, { from, to }) => sum + to - from, 0);
    expect(stats.acknowledged).toBe(inLedger('acknowledged'));
    expect(stats.unknown).toBe(inLedger('unknown'));
    expect(stats.refused).toBe(inLedger('refused'));
    expect(stats.sent).toBe(stats.acknowledged + stats.unknown + stats.refused);
    expect(stats.intended).toBe(stats.sent + stats.waiting + stats.shed);
    expect(Math.min(stats.acknowledged, stats.unknown, stats.refused)).toBeGreaterThan(0);
    expect(stats.throttledRequests).toBeGreaterThan(0);
    expect(stats.deferredRequests).toBeGreaterThan(0);
  });
});
