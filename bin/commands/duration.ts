import { InvalidArgumentError } from 'commander';

const SECONDS_PER = { s: 1, m: 60, h: 3_600 } as const;

/**
 * Seconds of a duration as people write it: `90`, `60s`, `5m`, `1h`.
 * @throws InvalidArgumentError, which commander shows with the option's name
 */
export function durationSeconds(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text.trim());
  const seconds = Number(match?.[1]) * SECONDS_PER[(match?.[2] || 's') as keyof typeof SECONDS_PER];
  if (!(seconds > 0)) throw new InvalidArgumentError('Expected a duration such as 60s, 5m or 1h.');
  return seconds;
}
