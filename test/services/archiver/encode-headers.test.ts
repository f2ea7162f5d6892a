import fc from 'fast-check';
import { HeadersEncoder } from '../../../services/archiver/encode-headers';

type Header = [name: string, value: string | null];

function encodeOne(...headers: Header[]): unknown {
  return JSON.parse(new HeadersEncoder().encode(toBytes(headers)));
}

function toBytes(headers: readonly Header[]) {
  return headers.map(
    ([name, value]) => [Buffer.from(name), value === null ? null : Buffer.from(value, 'latin1')] as const,
  );
}

test('headers are an object of texts', () => {
  expect(encodeOne(['ce_id', 'e "1"'], ['empty', ''])).toEqual({ ce_id: 'e "1"', empty: '' });
});

test('a header without a value is null', () => {
  expect(encodeOne(['a', null])).toEqual({ a: null });
});

test('a name that stands twice is a list', () => {
  expect(encodeOne(['a', '1'], ['b', '2'], ['a', null])).toEqual({ a: ['1', null], b: '2' });
});

test('bytes that are no text are base64, and their name says so', () => {
  expect(encodeOne(['a', '\u00ff'])).toEqual({ 'a;b64': '/w==' });
});

test('what it remembers of the record before changes nothing', () => {
  const headers = fc.array(
    fc.tuple(
      fc.constantFrom('a', 'b', 'ce_id'),
      fc.constantFrom('1', '2', '', '\u00ff', '\u00fe', null),
    ) as fc.Arbitrary<Header>,
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.array(headers, { maxLength: 6 }), (records) => {
      const encoder = new HeadersEncoder();

      expect(records.map((record) => encoder.encode(toBytes(record)))).toEqual(
        records.map((record) => new HeadersEncoder().encode(toBytes(record))),
      );
    }),
  );
});
