import { outcomeOfError, outcomeOfResponse } from '../../../local/load/edge-outcome';

const RECORDS = 3;
const response = (status: number, body: object | string, retryAfter?: string) =>
  outcomeOfResponse(
    {
      status,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(retryAfter !== undefined && { retryAfter }),
    },
    RECORDS,
  );

describe('outcomeOfResponse', () => {
  test('believes 200 only for exactly the records that were sent', () => {
    expect(response(200, { accepted: RECORDS })).toEqual({ kind: 'acknowledged' });
    expect(response(200, { accepted: 2 })).toMatchObject({ kind: 'unknown' });
    expect(response(200, '<html>')).toMatchObject({ kind: 'unknown' });
  });

  test('waits as long as 429 asks for, then tries again', () => {
    expect(response(429, { error: 'behind' }, '7')).toMatchObject({
      kind: 'not-written',
      behind: true,
      retryAfterMs: 7_000,
    });
    expect(response(429, {}, 'soon')).toMatchObject({ retryAfterMs: 1_000 });
    expect(response(429, {}, '999999')).toMatchObject({ retryAfterMs: 30_000 });
    expect(response(429, {}, new Date(0).toUTCString())).toMatchObject({ retryAfterMs: 0 });
  });

  test('tells the two kinds of 503 apart', () => {
    expect(response(503, { outcome: 'not-written' }, '1')).toMatchObject({
      kind: 'not-written',
      behind: false,
    });
    expect(response(503, { outcome: 'unknown' })).toMatchObject({ kind: 'unknown' });
    expect(response(503, 'Service Unavailable')).toMatchObject({ kind: 'unknown' });
  });

  test.each([400, 401, 403, 404, 413, 415, 422])('%d is final', (status) => {
    expect(response(status, { error: 'invalid-record' })).toMatchObject({ kind: 'rejected' });
  });

  test.each([408, 500, 502, 504, 302])('%d says nothing about what was written', (status) => {
    expect(response(status, {})).toMatchObject({ kind: 'unknown' });
  });

  test('believes an answer that says of itself that it does not know', () => {
    expect(response(413, { error: 'record-too-large', outcome: 'unknown' })).toMatchObject({
      kind: 'unknown',
    });
  });

  test('quotes the answer, shortened', () => {
    expect(response(400, 'x'.repeat(500))).toEqual({ kind: 'rejected', reason: `400 ${'x'.repeat(199)}…` });
  });
});

describe('outcomeOfError', () => {
  test.each(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'])('%s: nothing was sent', (code) => {
    expect(outcomeOfError(Object.assign(new Error('no'), { code }))).toMatchObject({ kind: 'not-written' });
  });

  test.each(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'])(
    '%s: it may have arrived',
    (code) => {
      expect(outcomeOfError(Object.assign(new Error('no'), { code }))).toEqual({
        kind: 'unknown',
        reason: code,
      });
    },
  );

  test('an error without a code is unknown too', () => {
    expect(outcomeOfError(new Error('aborted'))).toEqual({ kind: 'unknown', reason: 'aborted' });
  });
});
