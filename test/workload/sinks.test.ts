import { parseWorkload } from '../../lib/workload/parse-workload';
import { SMALL_WORKLOAD, workloadOf } from '../support/workload-of';

const cache = { keys: 1_000, bytesPerKey: 100 };
const database = { rowsPerRecord: 0.01, rowBytes: 200, retentionDays: 30 };

function withSinks(sinks: unknown): unknown {
  return { ...SMALL_WORKLOAD, consumers: { billing: { runtime: 'service', reads: ['orders'], sinks } } };
}

describe('sinks of a consumer', () => {
  test('are none unless stated, and a cache takes one command per record unless stated', () => {
    expect(workloadOf().consumers['billing']?.sinks).toBeUndefined();
    expect(parseWorkload('test', withSinks({ cache })).consumers['billing']?.sinks?.cache).toEqual({
      ...cache,
      writesPerRecord: 1,
      readsPerSecond: 0,
    });
  });

  test('a database without its reduction ratio is refused', () => {
    const { rowsPerRecord: _, ...rest } = database;

    expect(() => parseWorkload('test', withSinks({ database: rest }))).toThrow(
      'consumers.billing.sinks.database.rowsPerRecord: expected a number, got nothing',
    );
  });

  test.each([
    ['cache.keys', { cache: { ...cache, keys: 0 } }],
    ['cache.bytesPerKey', { cache: { ...cache, bytesPerKey: -1 } }],
    ['cache.writesPerRecord', { cache: { ...cache, writesPerRecord: Number.NaN } }],
    ['database.rowsPerRecord', { database: { ...database, rowsPerRecord: 0 } }],
    ['database.retentionDays', { database: { ...database, retentionDays: 0.5 } }],
    ['database.rows', { database: { ...database, rows: 1 } }],
  ])('nonsense in %s is refused by its path', (path, sinks) => {
    expect(() => parseWorkload('test', withSinks(sinks))).toThrow(`consumers.billing.sinks.${path}`);
  });
});
