import { type LaneLimits, PartitionLane } from '../../../services/runtime/kafka/partition-lane';
import { type OutgoingRecord, ProduceError } from '../../../services/runtime/kafka/record-producer';
import { FakeBroker, type Fate } from './fake-broker';

const LIMITS: LaneLimits = { deliveryTimeoutMs: 10_000, batchBytes: 1_000 };

function recordsOf(...values: readonly string[]): OutgoingRecord[] {
  return values.map((value) => ({ key: null, value: Buffer.from(value), headers: [] }));
}

function laneOn(broker: FakeBroker, limits: Partial<LaneLimits> = {}): PartitionLane {
  return new PartitionLane({ topic: 't', partition: 0 }, broker, { ...LIMITS, ...limits });
}

describe('PartitionLane', () => {
  test('resolves when the records are written', async () => {
    const broker = new FakeBroker();

    await laneOn(broker).send(recordsOf('a', 'b'));

    expect(broker.log).toEqual(['a', 'b']);
  });

  test('sends what waited together as one batch, in the order of the calls', async () => {
    const broker = new FakeBroker();
    const lane = laneOn(broker);

    await Promise.all([lane.send(recordsOf('a')), lane.send(recordsOf('b')), lane.send(recordsOf('c'))]);

    expect(broker.attempts.map(({ records }) => records.length)).toEqual([3]);
    expect(broker.log).toEqual(['a', 'b', 'c']);
  });

  test('keeps batches below the limit, also within one call', async () => {
    const broker = new FakeBroker();

    await laneOn(broker, { batchBytes: 25 }).send(recordsOf('1234567890', '1234567890', '1234567890'));

    expect(broker.attempts.map(({ records }) => records.length)).toEqual([2, 1]);
  });

  test.each<Fate>(['drop', 'silent', 'refuse'])(
    'writes once when the first attempt meets "%s"',
    async (fate) => {
      const broker = new FakeBroker([fate]);

      await laneOn(broker).send(recordsOf('a'));

      expect(broker.log).toEqual(['a']);
    },
  );

  test('numbers batches on, so that the broker can tell a repeated one', async () => {
    const broker = new FakeBroker(['ok', 'silent']);
    const lane = laneOn(broker);

    await lane.send(recordsOf('a', 'b'));
    await lane.send(recordsOf('c'));

    expect(broker.attempts.map(({ sequence }) => sequence)).toEqual([0, 2, 2]);
    expect(broker.log).toEqual(['a', 'b', 'c']);
  });

  test('says that nothing is written when no attempt reached a broker that wrote', async () => {
    const lane = laneOn(new FakeBroker(Array<Fate>(100).fill('refuse')));

    await expect(lane.send(recordsOf('a'))).rejects.toMatchObject({
      outcome: 'not-written',
      failure: 'unavailable',
    });
  });

  test('says that it does not know when an answer was lost', async () => {
    const lane = laneOn(new FakeBroker(['silent', ...Array<Fate>(100).fill('refuse')]));

    await expect(lane.send(recordsOf('a'))).rejects.toMatchObject({ outcome: 'unknown' });
  });

  test('goes on under a new identity after a batch of unknown fate', async () => {
    const broker = new FakeBroker(Array<Fate>(24).fill('drop'));
    const lane = laneOn(broker);
    await expect(lane.send(recordsOf('a'))).rejects.toBeInstanceOf(ProduceError);

    await lane.send(recordsOf('b'));

    expect(broker.attempts.at(-1)).toMatchObject({ identity: { id: 2n }, sequence: 0 });
    expect(broker.log).toEqual(['b']);
  });

  test('records that waited too long behind others are not written', async () => {
    const broker = new FakeBroker(Array<Fate>(24).fill('drop'));
    const lane = laneOn(broker, { batchBytes: 1 });

    const [first, second] = await Promise.allSettled([lane.send(recordsOf('a')), lane.send(recordsOf('b'))]);

    expect(first).toMatchObject({ reason: { outcome: 'unknown' } });
    expect(second).toMatchObject({ reason: { outcome: 'not-written' } });
    expect(broker.log).toEqual([]);
  });

  test('a broker that forgot the writer gets the batch again under a new identity, if it cannot have it', async () => {
    const broker = new FakeBroker();
    const lane = laneOn(broker);
    await lane.send(recordsOf('a'));
    broker.forget();

    await lane.send(recordsOf('b'));

    expect(broker.log).toEqual(['a', 'b']);
  });

  test('the one record that is too large fails alone', async () => {
    const broker = new FakeBroker();
    const lane = new PartitionLane(
      { topic: 't', partition: 0 },
      {
        newIdentity: () => broker.newIdentity(),
        now: broker.now,
        sleep: broker.sleep,
        attempt: async (batch) =>
          batch.records.some(({ value }) => value.toString() === 'huge')
            ? { kind: 'rejected', failure: 'too-large', message: 'too large' }
            : broker.attempt(batch),
      },
      LIMITS,
    );

    const results = await Promise.allSettled([
      lane.send(recordsOf('a')),
      lane.send(recordsOf('huge')),
      lane.send(recordsOf('b')),
    ]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { failure: 'too-large', outcome: 'not-written' } });
    expect(broker.log).toEqual(['a', 'b']);
  });
});
