import fc from 'fast-check';
import type { ArchivedRecord } from '../../../local/check/archived-record';
import { checkArchive } from '../../../local/check/check-archive';
import type { StreamCheck } from '../../../local/check/check-result';
import type { Ledger } from '../../../local/check/read-ledger';
import type { LedgerOutcome } from '../../../local/load/ledger-format';
import { archivedRecord, faithfulRuns, ledgerOf } from './faithful-archive';

async function checked(
  ledger: Ledger,
  archive: readonly ArchivedRecord[],
): Promise<StreamCheck & { ok: boolean }> {
  const { streams, ok } = await checkArchive(ledger, archive);
  const [stream] = streams;
  if (stream === undefined) throw new Error('the ledger has no stream');
  return { ...stream, ok };
}

const idOf = (record: ArchivedRecord) => record.headers['ce_id'];

/** Archived records that the ledger calls acknowledged. */
function acknowledgedIn(ledger: Ledger, archive: readonly ArchivedRecord[]): ArchivedRecord[] {
  const outcomes = new Map<string, LedgerOutcome>(
    ledger.ranges.map(({ lane, from, outcome }) => [`run1-orders-${lane}-${from}`, outcome]),
  );
  return archive.filter((record) => outcomes.get(idOf(record) ?? '') === 'acknowledged');
}

describe('checkArchive', () => {
  test('finds nothing wrong with a faithful archive, in whatever order it is read', async () => {
    await fc.assert(
      fc.asyncProperty(faithfulRuns, fc.nat(), async ({ ledger, archive }, seed) => {
        const shuffled = fc.sample(fc.shuffledSubarray([...archive], { minLength: archive.length }), {
          seed,
          numRuns: 1,
        })[0];

        const result = await checked(ledger, shuffled ?? []);

        expect(result).toMatchObject({ ok: true, missing: 0, duplicates: 0, outOfOrder: 0, examples: [] });
        expect(result.archived).toBe(archive.length);
        expect(result.archived).toBe(result.acknowledged + result.unacknowledgedArchived);
      }),
    );
  });

  test('finds every planted loss', async () => {
    await fc.assert(
      fc.asyncProperty(faithfulRuns, fc.infiniteStream(fc.boolean()), async ({ ledger, archive }, draws) => {
        const lost = new Set(acknowledgedIn(ledger, archive).filter(() => draws.next().value));

        const result = await checked(
          ledger,
          archive.filter((record) => !lost.has(record)),
        );

        expect(result.missing).toBe(lost.size);
        expect(result.ok).toBe(lost.size === 0);
      }),
    );
  });

  test('finds every planted duplicate, whether read again or written again', async () => {
    await fc.assert(
      fc.asyncProperty(
        faithfulRuns,
        fc.infiniteStream(fc.nat({ max: 3 })),
        async ({ ledger, archive }, draws) => {
          const copies = archive.flatMap((record) =>
            Array.from({ length: Number(draws.next().value) }, (_, copy) =>
              copy === 0 ? record : { ...record, offset: Number(record.offset) + 1_000 * copy },
            ),
          );

          const result = await checked(ledger, [...copies, ...archive]);

          expect(result.duplicates).toBe(copies.length);
          expect(result.archived).toBe(archive.length);
          expect(result.ok).toBe(copies.length === 0);
        },
      ),
    );
  });

  test('finds two acknowledged records of a key that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(faithfulRuns, fc.nat(), async ({ ledger, archive }, draw) => {
        const acknowledged = acknowledgedIn(ledger, archive);
        const pairs = acknowledged.flatMap((one, index) =>
          acknowledged
            .slice(index + 1)
            .flatMap((other) => (other.key === one.key ? [[one, other] as const] : [])),
        );
        fc.pre(pairs.length > 0);
        const [one, other] = pairs[draw % pairs.length] ?? [];
        const swapped = archive.map((record) => {
          if (record === one) return { ...record, offset: other?.offset ?? 0 };
          return record === other ? { ...record, offset: one?.offset ?? 0 } : record;
        });

        const result = await checked(ledger, swapped);

        expect(result.outOfOrder).toBeGreaterThan(0);
        expect(result).toMatchObject({ ok: false, missing: 0, duplicates: 0 });
      }),
    );
  });

  test('finds a key that is in two partitions', async () => {
    const ledger = ledgerOf([{ stream: 0, lane: 0, from: 0, to: 2, outcome: 'acknowledged' }]);
    const first = archivedRecord({ lane: 0, number: 0, key: 2, offset: 0 });
    const moved = { ...archivedRecord({ lane: 0, number: 1, key: 2, offset: 1 }), partition: 0 };

    const result = await checked(ledger, [first, moved]);

    expect(result).toMatchObject({ ok: false, inOtherPartition: 1, outOfOrder: 0 });
    expect(result.examples).toEqual([
      'run1-orders-0-1 is at partition 0, offset 1, records of its key before it are in partition 2',
    ]);
  });

  test('finds a refused record that was written all the same', async () => {
    const ledger = ledgerOf([{ stream: 0, lane: 1, from: 0, to: 3, outcome: 'refused' }]);

    const result = await checked(ledger, [archivedRecord({ lane: 1, number: 2, key: 1, offset: 7 })]);

    expect(result).toMatchObject({ ok: false, refused: 3, refusedArchived: 1 });
  });

  test('allows records of unknown fate once, before or after those acknowledged later', async () => {
    const ledger = ledgerOf([
      { stream: 0, lane: 0, from: 0, to: 2, outcome: 'unknown' },
      { stream: 0, lane: 0, from: 2, to: 3, outcome: 'acknowledged' },
    ]);
    const late = archivedRecord({ lane: 0, number: 0, key: 0, offset: 9 });
    const acknowledged = archivedRecord({ lane: 0, number: 2, key: 0, offset: 3 });

    expect(await checked(ledger, [acknowledged, late])).toMatchObject({
      ok: true,
      unacknowledgedArchived: 1,
      sent: 3,
    });
    expect(await checked(ledger, [acknowledged, late, late])).toMatchObject({ ok: false, duplicates: 1 });
  });

  test('takes a record that a killed writer had no time to note for one of unknown fate', async () => {
    const ledger = ledgerOf([{ stream: 0, lane: 0, from: 0, to: 1, outcome: 'acknowledged' }]);

    const result = await checked(ledger, [
      archivedRecord({ lane: 0, number: 0, key: 0, offset: 0 }),
      archivedRecord({ lane: 0, number: 40, key: 0, offset: 1 }),
    ]);

    expect(result).toMatchObject({ ok: true, archived: 2, unacknowledgedArchived: 1 });
  });

  test.each([
    ['another run', 'run2-orders-0-0'],
    ['a lane that never was', 'run1-orders-2-0'],
    ['a number far beyond the ledger', 'run1-orders-0-99999999'],
    ['another stream', 'run1-orders-x-0-0'],
    ['no number', 'run1-orders-0-'],
    ['another spelling of a number', 'run1-orders-0-00'],
  ])('counts %s as foreign', async (_, id) => {
    const ledger = ledgerOf([{ stream: 0, lane: 0, from: 0, to: 1, outcome: 'acknowledged' }]);
    const own = archivedRecord({ lane: 0, number: 0, key: 0, offset: 0 });

    const result = await checked(ledger, [own, { ...own, offset: 1, headers: { ce_id: id } }]);

    expect(result).toMatchObject({ ok: true, foreign: 1, duplicates: 0 });
  });

  test('checks the order of all records of a stream whose order is global', async () => {
    const ledger = ledgerOf([{ stream: 0, lane: 0, from: 0, to: 2, outcome: 'acknowledged' }], {
      ordering: 'global',
      lanes: 1,
    });
    const at = (number: number, key: number, offset: number) => ({
      ...archivedRecord({ lane: 0, number, key, offset }),
      partition: 0,
    });

    expect(await checked(ledger, [at(0, 1, 5), at(1, 2, 6)])).toMatchObject({ ok: true });
    expect(await checked(ledger, [at(0, 1, 6), at(1, 2, 5)])).toMatchObject({ ok: false, outOfOrder: 1 });
  });

  test('asks for no order where the stream promises none', async () => {
    const ledger = ledgerOf([{ stream: 0, lane: 0, from: 0, to: 2, outcome: 'acknowledged' }], {
      ordering: 'none',
    });
    const at = (number: number, offset: number) => ({
      ...archivedRecord({ lane: 0, number, key: 0, offset }),
      key: null,
    });

    expect(await checked(ledger, [at(0, 6), { ...at(1, 5), partition: 1 }])).toMatchObject({ ok: true });
  });

  test('misses nothing in a stream that is not archived, and counts topics it does not know', async () => {
    const ledger = ledgerOf([{ stream: 0, lane: 0, from: 0, to: 2, outcome: 'acknowledged' }], {
      archived: false,
    });
    const other = { ...archivedRecord({ lane: 0, number: 0, key: 0, offset: 0 }), topic: 'fraud-alerts' };

    const result = await checkArchive(ledger, [other]);

    expect(result).toMatchObject({ ok: true, otherRecords: 1 });
    expect(result.streams[0]).toMatchObject({ acknowledged: 2, missing: 0 });
  });
});
