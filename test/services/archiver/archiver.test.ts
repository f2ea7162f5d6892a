import { archiverUnderTest, assignedOf, batchOf, MemoryStore, MORNING, until } from './archiver-under-test';

const HOUR_MS = 3_600_000;

describe('Archiver', () => {
  test('archives what was read, then commits it', async () => {
    const { archiver, consumer, records } = archiverUnderTest();
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0, 1, 2]));
    await archiver.flush();

    expect((await records()).map(({ offset }) => offset)).toEqual([0, 1, 2]);
    expect(consumer.commits).toEqual([3]);
  });

  test('waits until the oldest record is a minute old', async () => {
    const { archiver, store, clock } = archiverUnderTest();
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0]));

    clock.now += 59_999;
    archiver.tick();
    expect(store.creates).toBe(0);
    clock.now += 1;
    archiver.tick();
    await until(() => store.objects.size === 1);
  });

  test('goes on reading where its buffer ends, after a rebalance that left it the partition', async () => {
    const { archiver, records } = archiverUnderTest();
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0, 1]));

    expect(archiver.assigned([assignedOf()])).toEqual([2]);
    archiver.batch(batchOf([2]));
    await archiver.flush();
    expect((await records()).map(({ offset }) => offset)).toEqual([0, 1, 2]);
  });

  test('commits nothing for a partition that became another member’s', async () => {
    const { archiver, consumer, store } = archiverUnderTest({ cutBytes: 1 });
    let release = () => {};
    store.before = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0]));
    await until(() => store.creates === 1);
    archiver.assigned([]);
    release();
    await until(() => store.objects.size === 1);

    expect(consumer.commits).toEqual([]);
  });

  test('remembers with the group where its first object begins, before there is one', async () => {
    const { archiver, consumer, store } = archiverUnderTest();
    consumer.commitsSucceed = false;
    archiver.assigned([assignedOf({ committed: undefined, logStart: 7 })]);
    archiver.batch(batchOf([7, 8]));
    const flushed = archiver.flush();
    await until(() => consumer.commits.length > 1);
    expect(store.creates).toBe(0);
    consumer.commitsSucceed = true;
    await flushed;

    expect(new Set(consumer.commits)).toEqual(new Set([7, 9]));
    expect(store.objects.size).toBe(1);
  });
});

describe('an archive that others write too', () => {
  test('goes on where the object of another writer ends', async () => {
    const store = new MemoryStore();
    const other = archiverUnderTest({ store });
    other.archiver.assigned([assignedOf()]);
    other.archiver.batch(batchOf([0, 1]));
    await other.archiver.flush();

    const { archiver, consumer, records } = archiverUnderTest({ store });
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0, 1, 2, 3]));
    await archiver.flush();

    expect((await records()).map(({ offset }) => offset)).toEqual([0, 1, 2, 3]);
    expect(consumer.commits.at(-1)).toBe(4);
  });

  test('skips ahead when the other is further', async () => {
    const store = new MemoryStore();
    const other = archiverUnderTest({ store });
    other.archiver.assigned([assignedOf()]);
    other.archiver.batch(batchOf([0, 1, 2, 3]));
    await other.archiver.flush();

    const { archiver, consumer } = archiverUnderTest({ store });
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0, 1]));
    await archiver.flush();

    expect(consumer.seeks).toEqual([4]);
    expect(consumer.commits).toEqual([4]);
  });

  test('finds its own object when the answer was lost', async () => {
    const { archiver, store, consumer, records } = archiverUnderTest();
    store.losesAnswers = true;
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0, 1]));
    await archiver.flush();

    expect((await records()).map(({ offset }) => offset)).toEqual([0, 1]);
    expect(consumer.commits).toEqual([2]);
  });

  test('begins behind the object it was put into the middle of', async () => {
    const store = new MemoryStore();
    const other = archiverUnderTest({ store });
    other.archiver.assigned([assignedOf()]);
    other.archiver.batch(batchOf([0, 1, 2, 3, 4]));
    await other.archiver.flush();

    const { archiver, records } = archiverUnderTest({ store });
    archiver.assigned([assignedOf({ committed: 2 })]);
    archiver.batch(batchOf([2, 3, 4, 5]));
    await archiver.flush();

    expect((await records()).map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('refuses to go on from the archive of an earlier topic of the same name', async () => {
    const store = new MemoryStore();
    const other = archiverUnderTest({ store });
    other.archiver.assigned([assignedOf({ topicId: 'id-0' })]);
    other.archiver.batch(batchOf([0, 1]));
    await other.archiver.flush();

    const { archiver, consumer } = archiverUnderTest({ store });
    archiver.assigned([assignedOf({ topicId: 'id-1' })]);
    archiver.batch(batchOf([0]));
    void archiver.flush();
    await until(() => archiver.problems().length > 0);
    archiver.assigned([]);

    expect(consumer.commits).toEqual([]);
  });
});

describe('when the store fails', () => {
  test('reads no further, says why, tries again, and commits only then', async () => {
    const { archiver, store, consumer } = archiverUnderTest({ cutBytes: 1 });
    let failures = 3;
    const pausedAt: boolean[] = [];
    store.before = async () => {
      pausedAt.push(consumer.paused.has(0));
      if (failures-- > 0) throw new Error('503 Slow Down');
    };
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0]));
    await until(() => archiver.problems().length > 0);
    expect(archiver.problems()).toEqual(['t/0 cannot be archived: 503 Slow Down']);
    expect(consumer.commits).toEqual([]);
    await until(() => consumer.commits.length > 0);

    expect(pausedAt).toEqual([false, true, true, true]);
    expect(consumer.paused).toEqual(new Set());
    expect(archiver.problems()).toEqual([]);
  });

  test('keeps memory bounded: reading stops at the limit and goes on below it', async () => {
    const { archiver, store, consumer } = archiverUnderTest({ memoryBytes: 500 });
    let release = () => {};
    store.before = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    archiver.assigned([assignedOf(), assignedOf({ partition: 1 })]);
    // Some 120 bytes a line: five of them are above 500, four above three quarters of it.
    archiver.batch(batchOf([0, 1, 2, 3]));
    expect(consumer.paused).toEqual(new Set());
    archiver.batch(batchOf([4]));
    expect(consumer.paused).toEqual(new Set([0, 1]));

    await until(() => store.creates === 1);
    store.before = async () => {};
    release();
    await until(() => consumer.commits.length > 0);
    archiver.tick();
    expect(consumer.paused).toEqual(new Set());
  });
});

describe('manifests', () => {
  test('close an hour once all of it is in the archive', async () => {
    const { archiver, store, clock } = archiverUnderTest();
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0, 1]));
    await archiver.flush();
    archiver.tick();

    clock.now = MORNING + HOUR_MS;
    archiver.batch(batchOf([], { nextOffset: 2, highWatermark: 2 }));
    const key = 'v1/_manifests/topic=t/p00000/2026-11-21T08.json';
    await until(() => {
      archiver.tick();
      return store.objects.has(key);
    });

    const manifest = JSON.parse(String(store.objects.get(key)?.body));
    expect(manifest).toMatchObject({
      hour: '2026-11-21T08',
      records: 2,
      objects: [{ startOffset: 0, nextOffset: 2 }],
    });
  });

  test('wait for a record of the hour that is not in the archive yet', async () => {
    const { archiver, store, clock } = archiverUnderTest();
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([0]));
    store.before = () => Promise.reject(new Error('503 Slow Down'));
    clock.now = MORNING + HOUR_MS;
    archiver.tick();
    await until(() => archiver.problems().length > 0);
    archiver.tick();
    archiver.assigned([]);

    expect([...store.objects.keys()]).toEqual([]);
  });

  test('cover the hours nobody was there for, from the last manifest on', async () => {
    const store = new MemoryStore();
    store.objects.set('v1/_manifests/topic=t/p00000/2026-11-21T04.json', {
      body: Buffer.alloc(0),
      metadata: {},
    });
    const { archiver } = archiverUnderTest({ store });
    archiver.assigned([assignedOf()]);
    archiver.batch(batchOf([], { nextOffset: 0, highWatermark: 0 }));
    archiver.tick();
    await until(() => store.objects.size === 4);

    expect([...store.objects.keys()].sort().map((key) => key.slice(-'04.json'.length))).toEqual([
      '04.json',
      '05.json',
      '06.json',
      '07.json',
    ]);
  });
});
