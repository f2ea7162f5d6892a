import { z } from 'zod';

/** A whole number in an environment variable. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  const message = `a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, message)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, message);
}

/** A TCP port. 0 takes any free one. */
export const port = wholeNumber(0, 65_535);
