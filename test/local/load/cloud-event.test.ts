import fc from 'fast-check';
import { cloudEventJson, parseRecordId, recordId } from '../../../local/load/cloud-event';

const run = { runId: 'run1', stream: 'user-events' };

test('an id is read back, and only by its own run and stream', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 999 }),
      fc.maxSafeNat().filter((n) => n < 1e15),
      (lane, number) => {
        const id = recordId({ ...run, lane, number });

        expect(parseRecordId(id, run)).toEqual({ lane, number });
        expect(parseRecordId(id, { ...run, runId: 'run' })).toBeUndefined();
        expect(parseRecordId(id, { ...run, stream: 'user' })).toBeUndefined();
      },
    ),
  );
});

test('an event is a CloudEvent 1.0 with the sequence of its key', () => {
  const json = cloudEventJson({
    ...run,
    lane: 1,
    number: 20,
    type: 'user-event.v1',
    at: '2026-01-01T00:00:00.000Z',
    sequence: 3,
    data: { userId: 'u' },
  });

  expect(JSON.parse(json)).toEqual({
    specversion: '1.0',
    id: 'run1-user-events-1-20',
    type: 'user-event.v1',
    source: '/load/run1',
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: '3',
    data: { userId: 'u' },
  });
});
