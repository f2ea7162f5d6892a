import { quantile, spreadOf, timesBetter } from '../../../bench/kafka-clients/statistics';

describe('quantile', () => {
  test('takes the middle of an odd number of values, whatever their order', () => {
    expect(quantile([30, 10, 20], 0.5)).toBe(20);
  });

  test('takes the mean of the two in the middle of an even number', () => {
    expect(quantile([10, 40, 20, 30], 0.5)).toBe((20 + 30) / 2);
  });

  test('interpolates between neighbours', () => {
    // Position 0.99 x 4 = 3.96: 96 % of the way from the fourth value to the fifth.
    expect(quantile([0, 10, 20, 30, 40], 0.99)).toBeCloseTo(30 + 0.96 * 10);
  });

  test('has nothing to say about no values', () => {
    expect(() => quantile([], 0.5)).toThrow('at least one value');
  });
});

test('a spread is median, least and most', () => {
  expect(spreadOf([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
});

describe('timesBetter', () => {
  test('of a rate: twice as many is twice as good', () => {
    expect(timesBetter(100, 200, 'higher')).toBe(200 / 100);
  });

  test('of a delay: twice as long is half as good', () => {
    expect(timesBetter(100, 200, 'lower')).toBe(100 / 200);
  });

  test('is silent about zero', () => {
    expect(timesBetter(0, 5, 'lower')).toBeUndefined();
    expect(timesBetter(5, 0, 'lower')).toBeUndefined();
  });
});
