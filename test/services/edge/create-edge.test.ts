import { type OutgoingRecord, ProduceError } from '../../../services/runtime/kafka/record-producer';
import {
  closeEdges,
  type EdgeUnderTestOptions,
  edgeUnderTest,
  paymentEvent,
  SINGLE,
} from './edge-under-test';

afterAll(closeEdges);

interface RequestOptions extends EdgeUnderTestOptions {
  readonly stream?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function post(body: unknown, { stream = 'payments', headers, ...options }: RequestOptions = {}) {
  const edge = await edgeUnderTest(options);
  const answer = await edge.post(body, { path: `/v1/streams/${stream}`, headers });
  return { ...edge, ...answer, records: edge.records() };
}

function headersOf(record: OutgoingRecord | undefined): Record<string, string> {
  return Object.fromEntries(
    (record?.headers ?? []).map(([name, value]) => [name.toString(), value.toString()]),
  );
}

describe('what is accepted', () => {
  test('a batch, answered with how many records it had', async () => {
    const { status, body, records } = await post([paymentEvent(), paymentEvent({ id: 'e-2' })]);

    expect(status).toBe(200);
    expect(body).toEqual({ accepted: 2 });
    expect(records).toHaveLength(2);
  });

  test('a single event, with parameters after its content type', async () => {
    const { body } = await post(paymentEvent(), { headers: { 'content-type': `${SINGLE}; charset=utf-8` } });

    expect(body).toEqual({ accepted: 1 });
  });

  test('goes to the topic of the stream, under the key field, with the data as the value', async () => {
    const { producer, records } = await post([paymentEvent()]);

    expect(producer.sent[0]?.topic).toBe('payments-topic');
    expect(records[0]?.key?.toString()).toBe('a-1');
    expect(records[0]?.value.toString()).toBe('{"account":"a-1","amount":12.5}');
  });

  test('a number as the key', async () => {
    const { records } = await post([paymentEvent({}, { account: 42, amount: 1 })]);

    expect(records[0]?.key?.toString()).toBe('42');
  });

  test('attributes become headers', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const event = paymentEvent({ time: '2026-01-31T08:15:00Z', sequence: '17', retried: true, traceparent });
    const { records } = await post([event]);

    expect(headersOf(records[0])).toEqual({
      ce_specversion: '1.0',
      ce_id: 'e-1',
      ce_type: 'payment',
      ce_source: '/test',
      ce_time: '2026-01-31T08:15:00Z',
      ce_dataschema: 'test:payment.v1',
      'content-type': 'application/json',
      traceparent,
      ce_sequence: '17',
      ce_retried: 'true',
    });
  });

  test('an event without a time gets the time of its arrival, and the trace of its request', async () => {
    const traceparent = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-00`;
    const before = Date.now();
    const { records } = await post([paymentEvent()], { headers: { traceparent } });
    const headers = headersOf(records[0]);

    expect(Date.parse(headers['ce_time'] ?? '')).toBeGreaterThanOrEqual(before);
    expect(headers['traceparent']).toBe(traceparent);
  });
});

describe('what is refused, with nothing written', () => {
  test.each<[string, object | string | Buffer, string | undefined]>([
    ['broken JSON', '[{"specversion":', undefined],
    ['no body', '', undefined],
    ['a batch that is no list', paymentEvent(), undefined],
    ['an empty batch', [], undefined],
    ['bytes that are no UTF-8', Buffer.from([0x5b, 0xff, 0x5d]), undefined],
    ['a number that JSON readers would change', '[{"data":{"amount":12345678901234567890}}]', undefined],
    ['a field named __proto__', '[{"__proto__":{"admin":true}}]', undefined],
    ['an escaped __proto__', '[{"\\u005f_proto__":{}}]', undefined],
  ])('%s', async (_, body) => {
    const { status, body: answer, records } = await post(body);

    expect(status).toBe(400);
    expect(answer).toMatchObject({ error: 'malformed', message: expect.any(String) });
    expect(records).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['an event that is no object', 7, 'event'],
    ['another specversion', paymentEvent({ specversion: '0.3' }), 'event/specversion'],
    ['no id', paymentEvent({ id: undefined }), 'event/id'],
    ['an empty source', paymentEvent({ source: '' }), 'event/source'],
    ['a type that is no text', paymentEvent({ type: 1 }), 'event/type'],
    ['a time that is none', paymentEvent({ time: '2026-13-45T00:00:00Z' }), 'event/time'],
    ['data that is not JSON', paymentEvent({ datacontenttype: 'text/xml' }), 'event/datacontenttype'],
    ['the schema of another stream', paymentEvent({ dataschema: 'test:other.v1' }), 'event/dataschema'],
    ['no data', { ...paymentEvent(), data: undefined }, 'event/data'],
    ['data as base64', paymentEvent({ data_base64: 'AA==' }), 'event/data_base64'],
    ['an attribute with a bad name', paymentEvent({ 'Not-Allowed': 'x' }), 'event/Not-Allowed'],
    ['an attribute that is an object', paymentEvent({ extra: {} }), 'event/extra'],
    ['data that is no object', paymentEvent({}, 'text'), ''],
    ['a missing field', paymentEvent({}, { account: 'a' }), '/amount'],
    ['a wrong type', paymentEvent({}, { account: 'a', amount: '1' }), '/amount'],
    ['a value out of range', paymentEvent({}, { account: 'a', amount: -1 }), '/amount'],
    ['a date that is none', paymentEvent({}, { account: 'a', amount: 1, at: 'today' }), '/at'],
    ['a field nobody knows', paymentEvent({}, { account: 'a', amount: 1, hidden: 1 }), '/hidden'],
    ['a missing nested field', paymentEvent({}, { account: 'a', amount: 1, place: {} }), '/place/city'],
    ['an empty key', paymentEvent({}, { account: '', amount: 1 }), '/account'],
  ])('%s, naming record and field', async (_, event, field) => {
    const { status, body, records } = await post([paymentEvent(), event]);

    expect({ status, ...body }).toMatchObject({ status: 400, error: 'invalid-record', record: 1, field });
    expect(body.message).toEqual(expect.any(String));
    expect(records).toEqual([]);
  });

  test('an unknown stream, with the list of those there are', async () => {
    const { status, body } = await post([paymentEvent()], { stream: 'nowhere' });

    expect(status).toBe(404);
    expect(body).toMatchObject({ error: 'unknown-stream', streams: ['payments'] });
  });

  test.each(['application/json', 'text/plain', ''])('the content type "%s"', async (contentType) => {
    const { status, body } = await post([paymentEvent()], { headers: { 'content-type': contentType } });

    expect(status).toBe(415);
    expect(body.error).toBe('unsupported-content-type');
  });

  test('a body that is too large', async () => {
    const { status, body, records } = await post([paymentEvent()], { maxBodyBytes: 10 });

    expect({ status, error: body.error }).toEqual({ status: 413, error: 'body-too-large' });
    expect(records).toEqual([]);
  });

  test('a record that is too large, by its number', async () => {
    const large = paymentEvent({}, { account: 'a', amount: 1, note: 'x'.repeat(300) });
    const { status, body } = await post([paymentEvent(), large], { maxRecordBytes: 400 });

    expect({ status, ...body }).toMatchObject({ status: 413, error: 'record-too-large', record: 1 });
  });

  test('more records than allowed', async () => {
    const { status, body } = await post([paymentEvent(), paymentEvent()], { maxRecords: 1 });

    expect({ status, error: body.error }).toEqual({ status: 413, error: 'too-many-records' });
  });

  test('any other path or method', async () => {
    const { origin, post: postTo } = await edgeUnderTest();

    expect((await fetch(`${origin}/v1/streams/payments`)).status).toBe(404);
    expect((await postTo([paymentEvent()], { path: '/' })).status).toBe(404);
  });
});

describe('when Kafka is behind', () => {
  test.each(['not-written', 'unknown'] as const)(
    'answers 503 and tells that the outcome is %s',
    async (outcome) => {
      const edge = await edgeUnderTest();
      edge.producer.answer = () => Promise.reject(new ProduceError(outcome, 'unavailable', 'no leader'));
      const { status, body, headers } = await edge.post([paymentEvent()]);

      expect({ status, ...body }).toMatchObject({ status: 503, error: 'not-acknowledged', outcome });
      expect(headers.get('retry-after')).toBe('1');
    },
  );

  test('answers 429 when the budget is full, and takes records again once it is not', async () => {
    const edge = await edgeUnderTest({ inFlightBytes: 200 });
    let acknowledge = () => {};
    const called = new Promise<void>((resolve) => {
      edge.producer.answer = () => {
        resolve();
        return new Promise<void>((done) => {
          acknowledge = done;
        });
      };
    });

    const first = edge.post([paymentEvent()]);
    await called;
    const second = await edge.post([paymentEvent()]);
    acknowledge();
    const firstStatus = (await first).status;
    edge.producer.answer = async () => {};
    const third = await edge.post([paymentEvent()]);

    expect([firstStatus, second.status, third.status]).toEqual([200, 429, 200]);
    expect(second.headers.get('retry-after')).toBe('1');
    expect(second.body).toMatchObject({ error: 'behind' });
    expect(edge.budget.used).toBe(0);
  });

  test('gives its share of the budget back after every refusal', async () => {
    const edge = await edgeUnderTest();
    for (const body of ['{', '[]', [{}]]) await edge.post(body);

    expect(edge.budget.used).toBe(0);
  });
});

test('counts accepted records and rejected requests by stream', async () => {
  const edge = await edgeUnderTest();
  await edge.post([paymentEvent(), paymentEvent()]);
  await edge.post('{');

  const metrics = await edge.registry.metrics();

  expect(metrics).toContain('edge_records_accepted_total{stream="payments"} 2');
  expect(metrics).toContain('edge_requests_rejected_total{stream="payments",error="malformed"} 1');
});

test('a sender whose body is too large hears why, although it is still sending', async () => {
  const edge = await edgeUnderTest({ maxBodyBytes: 1024 });
  const large = Buffer.alloc(8 * 1024 ** 2, 'x');
  const answers = await Promise.all(Array.from({ length: 5 }, () => edge.post(large)));

  expect(answers.map(({ status }) => status)).toEqual([413, 413, 413, 413, 413]);
});
