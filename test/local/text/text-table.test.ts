import { clock, counted, duration, perSecond } from '../../../local/text/quantities';
import { fitted, inkOf, textTable } from '../../../local/text/text-table';

const columns = [{ head: 'stream' }, { head: 'sent', numeric: true }];

test('a table aligns texts left and numbers right', () => {
  expect(
    textTable(
      columns,
      [
        ['a-long-name', '5'],
        ['b', '1,234'],
      ],
      inkOf(false),
    ),
  ).toBe(['stream        sent', '──────────────────', 'a-long-name      5', 'b            1,234'].join('\n'));
});

test('colours do not move columns', () => {
  const ink = inkOf(true);

  const [, , red, plain] = textTable(
    columns,
    [
      ['a', ink.red('7')],
      ['b', '7'],
    ],
    ink,
  ).split('\n');

  expect(red?.replace(ink.red('7'), '7')).toBe(plain?.replace('b', 'a'));
});

test.each([
  ['one-word', 8, 'one-word'],
  ['one-word', 5, 'one-…'],
  ['one-word', 0, '…'],
])('%s in %d characters is %s', (text, width, expected) => {
  expect(fitted(text, width)).toBe(expected);
});

test.each([
  [0, '0 ms'],
  [4.2345, '4.23 ms'],
  [180.4, '180 ms'],
  [2_512, '2.51 s'],
  [75_000, '75 s'],
])('%d milliseconds are %s', (milliseconds, expected) => {
  expect(duration(milliseconds)).toBe(expected);
});

test('rates, clocks and counts read as people say them', () => {
  expect([0, 0.25, 9.96, 980.4, 2_000].map(perSecond)).toEqual(['0', '0.3', '10.0', '980', '2,000']);
  expect([5, 65, 3_723].map(clock)).toEqual(['0:05', '1:05', '1:02:03']);
  expect([1, 2_000].map((count) => counted(count, 'record'))).toEqual(['1 record', '2,000 records']);
});
