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

  test('refuses a name that stands twice in a JSON file, together with everything else', () => {
    write('order.json', '{}');
    const stream = JSON.stringify({ ...withSchema.streams.orders, retentionHours: 0 });
    const text = JSON.stringify(withSchema).replace(
      /"streams":\{"orders":\{.*?\}\}/,
      `"streams":{"orders":${stream},"orders":${stream}}`,
    );

    expect(() => loadWorkload(write('mine.json', text))).toThrow(
      /has 2 problems\n {2}streams\.orders: stands in the file twice.*\n {2}streams\.orders\.retentionHours: expected a number of more than 0, got 0/,
    );
  });

  test('says what is not JSON in a file', () => {
    expect(() => loadWorkload(write('mine.json', '{"name": }'))).toThrow(
      /mine\.json is not JSON: Unexpected token '}'/,
    );
  });

  test('names the schema file that is not JSON', () => {
    write('order.json', '{');

    expect(() => loadWorkload(write('mine.json', JSON.stringify(withSchema)))).toThrow(
      'order.json is not JSON',
    );
  });
});
