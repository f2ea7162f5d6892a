import { durationSeconds } from '../../bin/commands/duration';

describe('durationSeconds', () => {
  test.each([
    ['90', 90],
    ['60s', 60],
    ['5m', 5 * 60],
    ['1.5h', 1.5 * 3_600],
  ])('reads %s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  test.each(['', 'soon', '0s', '-5s', '5 d', '1e3'])('refuses "%s"', (text) => {
    expect(() => durationSeconds(text)).toThrow('Expected a duration such as 60s, 5m or 1h.');
  });
});
