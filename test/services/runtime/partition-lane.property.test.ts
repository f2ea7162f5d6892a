import fc from 'fast-check';
import { PartitionLane } from '../../../services/runtime/kafka/partition-lane';
import type { ProduceError } from '../../../services/runtime/kafka/record-producer';
import { FakeBroker, type Fate } from './fake-broker';

const fates = fc.array(fc.constantFrom<Fate>('ok', 'ok', 'drop', 'silent', 'late', 'refuse'), {
  maxLength: 80,
});
/** Calls: how many records each has, and whether it waits for the one before. */
const calls = fc.array(fc.record({ records: fc.integer({ min: 1, max: 4 }), waits: fc.boolean() }), {
  minLength: 1,
  maxLength: 20,
});

test('whatever attempts meet, acknowledged records are written once and in order, and "not written" is true', async () => {
  await fc.assert(
    fc.asyncProperty(fates, calls, async (fateList, callList) => {
      const broker = new FakeBroker(fateList);
      const lane = new PartitionLane({ topic: 't', partition: 0 }, broker, {
        deliveryTimeoutMs: 1_500,
        batchBytes: 6,
      });
      const sent: { values: string[]; result: Promise<PromiseSettledResult<void>> }[] = [];
      let number = 100;
      for (const { records, waits } of callList) {
        const values = Array.from({ length: records }, () => String(number++));
        const sending = lane.send(
          values.map((value) => ({ key: null, value: Buffer.from(value), headers: [] })),
        );
        sent.push({ values, result: Promise.allSettled([sending]).then(([result]) => result) });
        if (waits) await sent.at(-1)?.result;
      }
      const results = await Promise.all(
        sent.map(async ({ values, result }) => ({ values, result: await result })),
      );
      broker.deliverLate();

      const acknowledged = results
        .filter(({ result }) => result.status === 'fulfilled')
        .flatMap(({ values }) => values);
      const notWritten = results
        .filter(
          ({ result }) =>
            result.status === 'rejected' && (result.reason as ProduceError).outcome === 'not-written',
        )
        .flatMap(({ values }) => values);
      expect(broker.log.filter((value) => acknowledged.includes(value))).toEqual(acknowledged);
      expect(broker.log.filter((value) => notWritten.includes(value))).toEqual([]);
      expect(new Set(broker.log).size).toBe(broker.log.length);
    }),
    { numRuns: 1_000 },
  );
});
