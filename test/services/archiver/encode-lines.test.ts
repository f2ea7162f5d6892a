import fc from 'fast-check';
import { encodeLines } from '../../../services/archiver/encode-lines';
import { decodeLine } from '../../../services/archiver/read-archive';
import type { ConsumedRecord } from '../../../services/runtime/kafka/record-consumer';

const JSON_HEADER = [Buffer.from('content-type'), Buffer.from('application/json')] as const;

function recordOf(overrides: Partial<ConsumedRecord>): ConsumedRecord {
  return {
    offset: 7,
    timestamp: 1_700_000_000_000,
    key: Buffer.from('u1'),
    value: Buffer.from('{"amount":1.50}'),
    headers: [JSON_HEADER],
    ...overrides,
  };
}

function lineOf(overrides: Partial<ConsumedRecord>): string {
  return encodeLines([recordOf(overrides)]).bytes.toString();
}

describe('encodeLines', () => {
  test('copies JSON as it is, to the last zero', () => {
    expect(lineOf({})).toBe(
      '{"offset":7,"timestamp":1700000000000,"key":"u1","headers":{"content-type":"application/json"},"value":{"amount":1.50}}\n',
    );
  });

  test.each<[string, Partial<ConsumedRecord>]>([
    ['a line break', { value: Buffer.from('{\n}') }],
    ['a carriage return', { value: Buffer.from('{\r}') }],
    ['another content type', { headers: [[Buffer.from('content-type'), Buffer.from('application/avro')]] }],
    ['no content type', { headers: [] }],
    ['no JSON object or list', { value: Buffer.from('12') }],
    ['bytes that are no UTF-8', { value: Buffer.from([0x7b, 0xff, 0x7d]) }],
    ['no bytes at all', { value: Buffer.alloc(0) }],
  ])('keeps a value with %s as base64', (_, overrides) => {
    const { b64, value } = JSON.parse(lineOf(overrides));

    expect(value).toBeUndefined();
    expect(Buffer.from(b64, 'base64')).toEqual(recordOf(overrides).value);
  });

  test('says where each line ends', () => {
    const { bytes, ends } = encodeLines([recordOf({}), recordOf({ offset: 8, key: null })]);

    expect(ends).toEqual([bytes.indexOf('\n') + 1, bytes.length]);
  });

  test('every record comes back from its line as it was', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)),
      fc.json().map((json) => Buffer.from(json)),
      fc
        .constantFrom('{"a":{"value":1},"value":{}}', '{},"value":{}', '},"value":')
        .map((text) => Buffer.from(text)),
    );
    const headers = fc.uniqueArray(
      fc.tuple(fc.constantFrom('a', 'value', 'content-type', 'x},"value":'), bytes),
      {
        selector: ([name]) => name,
      },
    );
    fc.assert(
      fc.property(fc.option(bytes), fc.option(bytes), headers, fc.boolean(), (key, value, extra, isJson) => {
        const record = recordOf({
          key,
          value,
          headers: [
            ...(isJson ? [JSON_HEADER] : []),
            ...extra
              .filter(([name]) => name !== 'content-type')
              .map(([name, header]) => [Buffer.from(name), header] as const),
          ],
        });
        const line = encodeLines([record]).bytes;

        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(decodeLine(line.subarray(0, -1), { topic: 't', partition: 0 })).toMatchObject({
          offset: 7,
          key,
          value,
        });
      }),
    );
  });
});
