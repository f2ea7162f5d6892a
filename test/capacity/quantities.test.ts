import { ceil, decimal, percent, rate, roundUpTo, size, usd } from '../../lib/capacity/quantities';

test.each([
  [0, '0 B/s'],
  [999, '999 B/s'],
  [1000, '1 kB/s'],
  [135_441_400, '135.4 MB/s'],
  [10e9, '10 GB/s'],
])('%d bytes per second read as %s', (bytes, text) => {
  expect(rate(bytes)).toBe(text);
});

test('a day of 10 GB/s is 864 TB', () => {
  expect(size(10e9 * 86_400)).toBe('864 TB');
});

test.each([
  [0.9999, '99.99 %'],
  [0.001, '0.1 %'],
  [0.9647, '96.5 %'],
  [1, '100 %'],
  [1.5, '150 %'],
])('a share of %d reads as %s', (ratio, text) => {
  expect(percent(ratio)).toBe(text);
});

test('shows cents only where they matter', () => {
  expect(usd(47.268)).toBe('$47.27');
  expect(usd(7861.55)).toBe('$7,862');
});

test('rounds up, but not because of floating point', () => {
  expect(ceil(0.1 * 3 * 10)).toBe(3);
  expect(ceil(3.0001)).toBe(4);
  expect(roundUpTo(3, 7)).toBe(9);
  expect(roundUpTo(3, 9)).toBe(9);
});

test('keeps three digits of small numbers and one decimal of large ones', () => {
  expect(decimal(15.625)).toBe('15.6');
  expect(decimal(1000 / 6.5)).toBe('153.8');
});
