import type { Random } from './random';

/** The moments at which records are meant to be sent, whatever the system under load does: an open loop. */
export interface Arrivals {
  /** Moments up to this one that were not handed out before, ascending, in milliseconds after the start. */
  readonly until: (elapsedMs: number) => number[];
}

/**
 * Arrivals as independent clients cause them (a Poisson process): exponential gaps at the rate of the moment.
 * @param ratePerSecond records per second, that many seconds after the start
 */
export function poissonArrivals(ratePerSecond: (elapsedSeconds: number) => number, random: Random): Arrivals {
  let nextMs = 0;
  const advance = () => {
    nextMs += (-Math.log(1 - random()) * 1_000) / ratePerSecond(nextMs / 1_000);
  };
  advance();
  return {
    until(elapsedMs) {
      const due: number[] = [];
      for (; nextMs <= elapsedMs; advance()) due.push(nextMs);
      return due;
    },
  };
}
