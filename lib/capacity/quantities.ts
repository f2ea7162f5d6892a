/** Quantities as people read them. Decimal units for rates and records, binary ones where AWS counts in them. */

// Made once: a formatter costs a thousand times what using it does, and a plan writes thousands of numbers.
const SMALL = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const LARGE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const NINES = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });
const CENTS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A number with thousands separators: three significant digits below 100, one decimal above. */
export function decimal(value: number): string {
  return formatted(DECIMALS, value, (Math.abs(value) < 100 ? SMALL : LARGE).format);
}

/** A whole number with thousands separators. */
export function whole(value: number): string {
  return formatted(WHOLES, value, WHOLE.format);
}

/** Bytes per second in the decimal unit that fits. */
export function rate(bytesPerSecond: number): string {
  return `${scaled(bytesPerSecond, ['B', 'kB', 'MB', 'GB', 'TB'])}/s`;
}

/** Bytes per second in MiB/s, the unit of EBS. */
export function mebibytes(bytesPerSecond: number): string {
  return `${decimal(bytesPerSecond / MIB)} MiB/s`;
}

/** A size in the decimal unit that fits. */
export function size(bytes: number): string {
  return scaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB']);
}

/** Dollars, with cents below a hundred. */
export function usd(value: number): string {
  return `$${(Math.abs(value) < 100 ? CENTS : WHOLE).format(value)}`;
}

/** A share as per cent. Close to one the nines are what matters: 99.99 %. */
export function percent(ratio: number): string {
  const value = ratio * 100;
  const isNines = value > 99 && value < 100;
  return `${isNines ? NINES.format(value) : decimal(value)} %`;
}

/** Rounds up to a multiple. Tolerates the last bit of floating-point noise. */
export function roundUpTo(multiple: number, value: number): number {
  return ceil(value / multiple) * multiple;
}

/** Rounds up, but not because of the last bit of floating-point noise. */
export function ceil(value: number): number {
  return Math.ceil(value * (1 - 1e-12));
}

export const MB = 1e6;
export const MIB = 2 ** 20;
export const GIB = 2 ** 30;

/** A plan writes the same numbers again and again: limits, quotas, and everything that is planned twice for comparison. */
const DECIMALS = new Map<number, string>();
const WHOLES = new Map<number, string>();
const REMEMBERED = 20_000;

function formatted(known: Map<number, string>, value: number, format: (value: number) => string): string {
  const before = known.get(value);
  if (before !== undefined) return before;
  const text = format(value);
  if (known.size >= REMEMBERED) known.clear();
  known.set(value, text);
  return text;
}

/** In the largest unit that leaves at least one. */
function scaled(value: number, units: readonly string[]): string {
  let power = 0;
  while (value / 1000 ** (power + 1) >= 1 && power < units.length - 1) power += 1;
  return `${decimal(value / 1000 ** power)} ${units[power]}`;
}
