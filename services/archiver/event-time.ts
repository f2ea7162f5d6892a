import type { ConsumedRecord } from '../runtime/kafka/record-consumer';

const CE_TIME = Buffer.from('ce_time');

/**
 * When the event of a record happened, in milliseconds since 1970: its `ce_time`, or, where it has none that can be read, the
 * time of the record. Topics carry the time of the append, which leaves out the way to the broker.
 */
export function eventTimeMs({ headers, timestamp }: Pick<ConsumedRecord, 'headers' | 'timestamp'>): number {
  const value = headers.find(([name]) => name.equals(CE_TIME))?.[1];
  const time = value == null ? Number.NaN : Date.parse(value.toString('latin1'));
  return Number.isNaN(time) ? timestamp : time;
}
