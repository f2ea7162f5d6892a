import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareImages } from '../../lib/project/prepare-images';
import { streamInput, workloadOf } from '../support/workload-of';

/** Bundles two real services. */
const TIMEOUT_MS = 60_000;

describe('prepareImages', () => {
  let folders: Record<string, string> = {};
  beforeAll(async () => {
    const workload = workloadOf({ streams: { orders: streamInput({ archive: { days: 30 } }) } });
    folders = await prepareImages({ workload, schemas: { orders: { $id: 'order' } }, stage: 'test' });
  }, TIMEOUT_MS);

  test('prepares the sources and the archiver; the programs of consumers are not the platform’s', () => {
    expect(Object.keys(folders)).toEqual(['edge', 'archiver']);
  });

  test.each(['edge', 'archiver'])('gives the Dockerfile of %s everything it copies', (service) => {
    const folder = folders[service] ?? '';
    const copied = readFileSync(join(folder, 'Dockerfile'), 'utf8').matchAll(/^COPY (\S+)/gm);

    const sources = [...copied].map(([, source = '']) => source);
    expect(sources).not.toEqual([]);
    expect(sources.filter((source) => !existsSync(join(folder, source)))).toEqual([]);
    expect(existsSync(join(folder, 'app', 'main.js'))).toBe(true);
  });

  test('tells the edge which streams it accepts', () => {
    const streams = JSON.parse(readFileSync(join(folders['edge'] ?? '', 'app', 'streams.json'), 'utf8'));

    expect(streams).toMatchObject([{ stream: 'orders', schemaId: 'order' }]);
  });
});
