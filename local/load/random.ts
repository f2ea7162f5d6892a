/** A number in [0, 1), from a sequence that its seed fixes. */
export type Random = () => number;

/** A repeatable sequence of random numbers: sfc32 (Chris Doty-Humphrey), seeded by hashes of the text. */
export function randomFrom(seed: string): Random {
  let [a, b, c, counter] = [seedNumber(`${seed}/a`), seedNumber(`${seed}/b`), seedNumber(`${seed}/c`), 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first outputs still look like the seed.
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** One entry of a list, each as likely as the others. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('expected a list with at least one entry to pick from');
  return chosen;
}

/** One entry of a list, as likely as its weight says. Weights need not add up to one. */
export function pickWeighted<T extends { readonly weight: number }>(random: Random, list: readonly T[]): T {
  let rest = random() * list.reduce((sum, { weight }) => sum + weight, 0);
  for (const entry of list) {
    rest -= entry.weight;
    if (rest < 0) return entry;
  }
  return pick(random, list);
}

/** A draw from the standard normal distribution (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A 32-bit number from a text: its FNV-1a hash. */
export function seedNumber(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}
