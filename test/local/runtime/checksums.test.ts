import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checksumProblems, checksumsOf } from '../../../local/runtime/checksums';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'penstock-test-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('hashes every file of a folder', async () => {
  await writeFile(join(directory, 'b.jar'), 'abc');
  await writeFile(join(directory, 'a.jar'), '');

  // The test vectors of FIPS 180-4 for "" and "abc".
  expect(await checksumsOf(directory)).toEqual({
    'a.jar': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'b.jar': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
});

test('finds nothing wrong with what the lock records', () => {
  expect(checksumProblems({ 'a.jar': '1' }, { 'a.jar': '1' })).toEqual([]);
});

test('names a changed, a missing and an unknown file', () => {
  expect(checksumProblems({ 'a.jar': '1', 'b.jar': '2' }, { 'a.jar': '9', 'c.jar': '3' })).toEqual([
    'a.jar has SHA-256 9, expected 1',
    'b.jar is missing',
    'c.jar is not in the list',
  ]);
});
