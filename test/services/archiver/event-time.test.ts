import { eventTimeMs } from '../../../services/archiver/event-time';

const APPENDED = Date.parse('2026-01-01T00:00:05Z');
const recordWith = (...headers: [string, string | null][]) => ({
  timestamp: APPENDED,
  headers: headers.map(
    ([name, value]) => [Buffer.from(name), value === null ? null : Buffer.from(value)] as const,
  ),
});

test('an event happened at its ce_time', () => {
  const record = recordWith(['ce_id', 'a'], ['ce_time', '2026-01-01T01:00:00.250+01:00']);

  expect(eventTimeMs(record)).toBe(APPENDED - 5_000 + 250);
});

test.each([
  ['no ce_time', recordWith(['ce_id', 'a'])],
  ['an empty one', recordWith(['ce_time', null])],
  ['one that is no time', recordWith(['ce_time', 'yesterday'])],
])('a record with %s counts from the time it was appended', (_, record) => {
  expect(eventTimeMs(record)).toBe(APPENDED);
});
