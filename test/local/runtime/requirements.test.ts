import {
  javaMajorVersion,
  javaProblem,
  MINIMUM_FREE_BYTES,
  memoryProblem,
} from '../../../local/runtime/requirements';

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_402"', 8],
  ['openjdk version "25" 2025-09-16', 25],
])('reads the major version out of %s', (output, major) => {
  expect(javaMajorVersion(output)).toBe(major);
});

test('takes any other answer for no Java at all', () => {
  expect(
    javaMajorVersion('The operation couldn’t be completed. Unable to locate a Java Runtime.'),
  ).toBeUndefined();
});

test('says in one sentence what to install when Java is missing or too old', () => {
  expect(javaProblem(undefined)).toMatch(/^Java was not found: install Java 17 or newer \(.+\)[^.]+\.$/);
  expect(javaProblem(11)).toMatch(/^Java 11 is too old: install Java 17 or newer/);
});

test('accepts Java 17 and newer', () => {
  expect([17, 21, 25].map(javaProblem)).toEqual([undefined, undefined, undefined]);
});

test('says how much memory is free and how much it needs', () => {
  expect(memoryProblem(1.5 * 1024 ** 3)).toMatch(
    /^1\.5 GiB of memory is free and the platform needs 4\.0 GiB: /,
  );
  expect(memoryProblem(MINIMUM_FREE_BYTES)).toBeUndefined();
});
