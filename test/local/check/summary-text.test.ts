import type { CheckResult, StreamCheck } from '../../../local/check/check-result';
import { isProven, type RunSummary, summaryText } from '../../../local/check/summary-text';
import type { StreamLoadStats } from '../../../local/load/load-stats';

const NO_LATENCY = { count: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 };

function streamCheck(overrides: Partial<StreamCheck> = {}): StreamCheck {
  return {
    stream: 'orders',
    archivedStream: true,
    ordering: 'per-key',
    sent: 1_010,
    acknowledged: 1_000,
    refused: 0,
    archived: 1_004,
    missing: 0,
    duplicates: 0,
    outOfOrder: 0,
    inOtherPartition: 0,
    refusedArchived: 0,
    unacknowledgedArchived: 4,
    foreign: 0,
    examples: [],
    ...overrides,
  };
}

function checkOf(...streams: StreamCheck[]): CheckResult {
  const ok = streams.every(({ missing, duplicates, outOfOrder }) => missing + duplicates + outOfOrder === 0);
  return { runId: 'r1', streams, otherRecords: 0, ok };
}

function loadOf(overrides: Partial<StreamLoadStats> = {}): StreamLoadStats {
  return {
    stream: 'orders',
    archived: true,
    targetPerSecond: 100,
    intended: 1_010,
    waiting: 0,
    shed: 0,
    sent: 1_010,
    acknowledged: 1_000,
    refused: 0,
    unknown: 10,
    throttledRequests: 0,
    deferredRequests: 0,
    latency: { count: 1_000, p50Ms: 12.3, p99Ms: 85, maxMs: 4_200 },
    recentLatency: NO_LATENCY,
    ...overrides,
  };
}

function summaryOf(overrides: Partial<RunSummary> = {}): RunSummary {
  return {
    workload: 'shop',
    load: { runId: 'r1', elapsedSeconds: 60, streams: [loadOf()] },
    check: checkOf(streamCheck()),
    endToEnd: { orders: { p50Ms: 20, p99Ms: 140 } },
    chaos: [],
    crashes: [],
    ...overrides,
  };
}

const text = (overrides: Partial<RunSummary> = {}) => summaryText(summaryOf(overrides), { isColored: false });

describe('summaryText', () => {
  test('shows a clean run, with its faults', () => {
    const chaos = [
      {
        at: 15,
        target: 'broker-2',
        what: 'killed with SIGKILL (process 7), and kept down',
        isProblem: false,
      },
      { at: 27.5, target: 'broker-2', what: 'started again, ready after 4.2 s', isProblem: false },
    ];

    expect(text({ chaos, objects: { orders: 37 } })).toMatchInlineSnapshot(`
"shop ran for 1:00 (run r1)

stream   sent  acknowledged  archived  missing  duplicates  out of order  unknown fate  objects
───────────────────────────────────────────────────────────────────────────────────────────────
orders  1,010         1,000     1,004        0           0             0            10       37

latency  acknowledged p50    p99    max  end to end p50     p99
───────────────────────────────────────────────────────────────
orders            12.3 ms  85 ms  4.2 s           20 ms  140 ms

faults, in minutes after the start
   0:15  broker-2 killed with SIGKILL (process 7), and kept down
   0:27  broker-2 started again, ready after 4.2 s

nothing was lost: 1,000 acknowledged records are each in the archive exactly once, in order per key
"
`);
  });

  test('names the records that are missing', () => {
    const shown = text({
      check: checkOf(
        streamCheck({
          missing: 2,
          duplicates: 1,
          examples: ['r1-orders-0-7 was acknowledged and is not in the archive'],
        }),
      ),
    });

    expect(shown).toContain('orders: 2 acknowledged and missing, 1 archived more than once');
    expect(shown).toContain('  r1-orders-0-7 was acknowledged and is not in the archive');
    expect(shown).not.toContain('nothing was lost');
  });

  test('claims nothing when nothing was acknowledged', () => {
    const summary = summaryOf({
      load: { runId: 'r1', elapsedSeconds: 60, streams: [loadOf({ acknowledged: 0 })] },
      check: checkOf(streamCheck({ acknowledged: 0, archived: 0 })),
    });

    expect(isProven(summary)).toBe(false);
    expect(summaryText(summary, { isColored: false })).toContain('nothing is shown: no record');
  });

  test('claims nothing when the ledger lacks records that the generator counted', () => {
    const summary = summaryOf({ check: checkOf(streamCheck({ acknowledged: 999 })) });

    expect(isProven(summary)).toBe(false);
    expect(summaryText(summary, { isColored: false })).toContain(
      'the generator counted 1,000 acknowledged records, its ledger 999',
    );
  });

  test('says which stream it did not count', () => {
    const check = checkOf(
      streamCheck(),
      streamCheck({ stream: 'profiles', archivedStream: false, archived: 0, unacknowledgedArchived: 0 }),
    );

    const shown = text({ check });

    expect(shown).toContain('1,000 acknowledged records are each in the archive exactly once');
    expect(shown).toContain('(profiles: not archived, so not counted)');
    expect(shown).toMatch(/profiles .* not archived/);
  });

  test('shows what else a reader should know', () => {
    const shown = text({
      load: {
        runId: 'r1',
        elapsedSeconds: 60,
        streams: [loadOf({ shed: 5, refused: 3, lastProblem: '400 invalid-record' })],
      },
      crashes: ['valkey ended with code 1 at 0:31'],
    });

    expect(shown).toContain('orders: 3 records refused; the last answer was 400 invalid-record');
    expect(shown).toContain('orders: 5 records never sent, because too many were waiting');
    expect(shown).toContain('not planned: valkey ended with code 1 at 0:31');
  });
});
