import { isUtf8 } from 'node:buffer';
import type { ConsumedRecord } from '../runtime/kafka/record-consumer';

interface EncodedHeader {
  readonly nameBytes: Buffer;
  readonly valueBytes: Buffer | null;
  /** JSON text of the name. */
  readonly name: string;
  /** JSON text of the value. */
  readonly value: string;
}

/**
 * Headers as a JSON object: a name that stands twice becomes a list; bytes that are no text are kept as base64 under `<name>;b64`, since
 * a semicolon is in no CloudEvents name. Remembers the record before: most headers of a topic are the same from record to record.
 */
export class HeadersEncoder {
  #before: readonly EncodedHeader[] = [];
  #hasRepeatedName = false;

  encode(headers: ConsumedRecord['headers']): string {
    const before = this.#before;
    let isSameShape = headers.length === before.length;
    const encoded = headers.map(([name, value], index) => {
      const header = encodeHeader(name, value, before[index]);
      isSameShape &&= header.name === before[index]?.name;
      return header;
    });
    if (!isSameShape) this.#hasRepeatedName = new Set(encoded.map(({ name }) => name)).size < encoded.length;
    this.#before = encoded;
    return this.#hasRepeatedName ? joinRepeated(encoded) : join(encoded);
  }
}

function encodeHeader(
  nameBytes: Buffer,
  valueBytes: Buffer | null,
  before: EncodedHeader | undefined,
): EncodedHeader {
  const isSameName = before?.nameBytes.equals(nameBytes) === true;
  if (isSameName && isSame(valueBytes, before.valueBytes)) return before;
  if (valueBytes !== null && !isUtf8(valueBytes)) {
    const name = JSON.stringify(`${nameBytes.toString()};b64`);
    return { nameBytes, valueBytes, name, value: `"${valueBytes.toString('base64')}"` };
  }
  const isReusable = isSameName && !before.name.endsWith(';b64"');
  return {
    nameBytes,
    valueBytes,
    name: isReusable ? before.name : JSON.stringify(nameBytes.toString()),
    value: valueBytes === null ? 'null' : JSON.stringify(valueBytes.toString()),
  };
}

function isSame(value: Buffer | null, before: Buffer | null): boolean {
  return value === null || before === null ? value === before : value.equals(before);
}

function join(headers: readonly EncodedHeader[]): string {
  let text = '{';
  for (const { name, value } of headers) text += `${text.length > 1 ? ',' : ''}${name}:${value}`;
  return `${text}}`;
}

function joinRepeated(headers: readonly EncodedHeader[]): string {
  const byName = Map.groupBy(headers, ({ name }) => name);
  const fields = [...byName].map(([name, [first, ...others]]) =>
    others.length === 0
      ? `${name}:${first?.value}`
      : `${name}:[${[first, ...others].map((header) => header?.value).join(',')}]`,
  );
  return `{${fields.join(',')}}`;
}
