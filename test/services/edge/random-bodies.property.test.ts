import fc from 'fast-check';
import { parseEvents } from '../../../services/edge/parse-events';
import { RefusedError } from '../../../services/edge/refusal';
import { toRecord } from '../../../services/edge/to-record';
import { compileValidator } from '../../../services/edge/validate-data';
import type { OutgoingRecord } from '../../../services/runtime/kafka/record-producer';
import { PAYMENTS, paymentEvent } from './edge-under-test';

/** Input as strangers send it: noise, JSON of any shape, events that are nearly right, and some that are. */
const nearlyEvent = fc
  .tuple(
    fc.constantFrom('specversion', 'id', 'source', 'type', 'data', 'time', '__proto__', 'constructor'),
    fc.jsonValue(),
  )
  .map(([name, value]) =>
    JSON.stringify([
      paymentEvent(),
      Object.defineProperty(paymentEvent(), name, { value, enumerable: true }),
    ]),
  );
const nearlyData = fc
  .dictionary(
    fc.constantFrom('account', 'amount', 'at', 'note', 'place', '__proto__', 'toString'),
    fc.jsonValue(),
  )
  .map((data) => JSON.stringify([paymentEvent(), paymentEvent({}, data)]));
/** Right in every field, so that what is accepted is looked at too, and not only by luck. */
const rightEvents = fc
  .array(fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 1_000_000 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((payments) =>
    JSON.stringify(payments.map(([id, amount]) => paymentEvent({ id: `id-${id}` }, { account: id, amount }))),
  );
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ maxLength: 200 }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  nearlyEvent.map((text) => Buffer.from(text)),
  nearlyData.map((text) => Buffer.from(text)),
  rightEvents.map((text) => Buffer.from(text)),
);

const stream = { definition: PAYMENTS, validate: compileValidator(PAYMENTS) };
const arrival = { time: '2026-01-31T08:15:00Z' };

/** What the edge would write, or undefined when it refuses. */
function recordsIn(payload: Buffer, format: 'single' | 'batch'): OutgoingRecord[] | undefined {
  try {
    const results = parseEvents(payload, format).map((event) => toRecord(event, stream, arrival));
    return results.every((result) => 'record' in result) ? results.map((result) => result.record) : undefined;
  } catch (error) {
    if (error instanceof RefusedError && error.refusal.status === 400) return undefined;
    throw error;
  }
}

test('random bodies are refused, or are right to the last field; nothing else comes out of them', () => {
  let accepted = 0;
  fc.assert(
    fc.property(body, fc.constantFrom('single', 'batch'), (payload, format) => {
      for (const { key, value, headers } of recordsIn(payload, format) ?? []) {
        accepted++;
        const data = JSON.parse(value.toString());
        expect(key?.toString()).toBe(String(data.account));
        expect(data.amount).toBeGreaterThanOrEqual(0);
        expect(
          Object.keys(data).filter((name) => !Object.hasOwn(PAYMENTS.schema['properties'] as object, name)),
        ).toEqual([]);
        expect(headers.map(([name]) => name.toString())).toContain('ce_id');
      }
    }),
    { numRuns: 12_000 },
  );
  // Else the generator would be of no use.
  expect(accepted).toBeGreaterThan(100);
});
