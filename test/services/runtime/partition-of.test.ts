import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { partitionOf } from '../../../services/runtime/kafka/partition-of';

test.each([
  ['21', -973_932_308],
  ['foobar', -790_332_482],
  ['a-little-bit-long-string', -985_981_536],
  ['a-little-bit-longer-string', -1_486_304_829],
])('hashes "%s" as the Java client does', (key, hash) => {
  expect(partitionOf(Buffer.from(key), 0x7fff_ffff)).toBe((hash & 0x7fff_ffff) % 0x7fff_ffff);
});

test('agrees with kafkajs, which agrees with the Java client, on every key', () => {
  const partitioner = Partitioners.DefaultPartitioner();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.integer({ min: 1, max: 500 }), (bytes, count) => {
      const key = Buffer.from(bytes);
      const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
        partitionId,
        leader: 1,
      }));

      expect(partitionOf(key, count)).toBe(
        partitioner({
          topic: 't',
          message: { key, value: null },
          partitionMetadata: partitionMetadata as never,
        }),
      );
    }),
  );
});
