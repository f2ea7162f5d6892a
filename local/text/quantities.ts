import { decimal, whole } from '../../lib/capacity/quantities';

/** A duration in the unit that fits: `4.2 ms`, `180 ms`, `2.5 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${decimal(roundedTo3(milliseconds))} ms`
    : `${decimal(roundedTo3(milliseconds / 1_000))} s`;
}

/** Records per second: whole numbers, and one decimal where the rate is small. */
export function perSecond(rate: number): string {
  return rate !== 0 && rate < 10 ? rate.toFixed(1) : whole(rate);
}

/** Memory, in MiB. */
export function mebibytesOf(bytes: number): string {
  return `${whole(bytes / 2 ** 20)} MiB`;
}

/** `1:05`, `12:00`, `1:02:03`. */
export function clock(seconds: number): string {
  const total = Math.floor(seconds);
  const parts = [Math.floor(total / 3_600), Math.floor(total / 60) % 60, total % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** `1 record`, `2,000 records`. */
export function counted(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function roundedTo3(value: number): number {
  return Number(value.toPrecision(3));
}
