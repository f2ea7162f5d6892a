import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkload, workloadNames } from '../../lib/project/load-workload';
import { SMALL_WORKLOAD } from '../support/workload-of';

describe('loadWorkload', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'penstock-workload-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const withSchema = {
    ...SMALL_WORKLOAD,
    streams: { orders: { ...SMALL_WORKLOAD.streams['orders'], schema: 'order.json' } },
  };

  test.each(workloadNames())('accepts our own %s', (name) => {
    expect(loadWorkload(name).workload.name).toBe(name);
  });

  test.each([
    ['JSON', 'mine.json', JSON.stringify(withSchema)],
    ['JavaScript', 'mine.js', `module.exports = ${JSON.stringify(withSchema)}`],
    [
      'TypeScript',
      'mine.ts',
      `import { defineWorkload } from 'penstock';\nexport default defineWorkload(${JSON.stringify(withSchema)});`,
    ],
  ])("accepts a user's own %s file anywhere, with the schema beside it", (_, name, text) => {
    write('order.json', '{"type":"object"}');

    const loaded = loadWorkload(write(name, text));

    expect(loaded.workload.name).toBe('small');
    expect(loaded.schemas).toEqual({ orders: { type: 'object' } });
  });

  test('lists the workloads there are when the name is unknown', () => {
    expect(() => loadWorkload('realtime')).toThrow(
      /no workload "realtime": give one of .*realtime-analytics/,
    );
  });

  test('names the stream whose schema file is missing', () => {
    expect(() => loadWorkload(write('mine.json', JSON.stringify(withSchema)))).toThrow(
      'streams.orders.schema: no file "order.json"',
    );
  });

  test('names the schema file that is not JSON', () => {
    write('order.json', '{');

    expect(() => loadWorkload(write('mine.json', JSON.stringify(withSchema)))).toThrow(
      'order.json is not JSON',
    );
  });
});
