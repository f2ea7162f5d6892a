/**
 * Partition of a key as Kafka's own clients choose it, so that every producer puts the same key in the same place:
 * 31 bits of 32-bit murmur2, modulo the number of partitions.
 */
export function partitionOf(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fff_ffff) % partitions;
}

const SEED = 0x9747_b28c;
const MULTIPLIER = 0x5bd1_e995;

function murmur2(data: Buffer): number {
  const { length } = data;
  let hash = SEED ^ length;
  const tail = length & ~3;

  for (let index = 0; index < tail; index += 4) {
    let word = Math.imul(data.readInt32LE(index), MULTIPLIER);
    word = Math.imul(word ^ (word >>> 24), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ word;
  }
  for (let index = length - 1; index >= tail; index--) hash ^= (data[index] ?? 0) << ((index - tail) * 8);
  if (length > tail) hash = Math.imul(hash, MULTIPLIER);

  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}
