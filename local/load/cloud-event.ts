import type { RecordData } from './records/record-maker';

/** Identity of a record of the load: unique over all runs, and readable, so that a check can say which one is missing. */
export interface RecordIdentity {
  readonly runId: string;
  readonly stream: string;
  readonly lane: number;
  /** Counts the records of the lane from 0. */
  readonly number: number;
}

export interface LoadEvent extends RecordIdentity {
  /** Type of the event. */
  readonly type: string;
  /** When the event is meant to have happened, ISO 8601. */
  readonly at: string;
  /** Counts the records of its key from 0. */
  readonly sequence: number;
  readonly data: RecordData;
}

/** `<run>-<stream>-<lane>-<number>`. */
export function recordId({ runId, stream, lane, number }: RecordIdentity): string {
  return `${runId}-${stream}-${lane}-${number}`;
}

/** The lane and number in an id of this run and stream; undefined for every other id. */
export function parseRecordId(
  id: string,
  { runId, stream }: { readonly runId: string; readonly stream: string },
): { readonly lane: number; readonly number: number } | undefined {
  const prefix = `${runId}-${stream}-`;
  if (!id.startsWith(prefix)) return undefined;
  const match = /^(0|[1-9]\d{0,5})-(0|[1-9]\d{0,14})$/.exec(id.slice(prefix.length));
  return match === null ? undefined : { lane: Number(match[1]), number: Number(match[2]) };
}

/** The JSON of a CloudEvent 1.0 in structured mode, with the sequence extension. */
export function cloudEventJson(event: LoadEvent): string {
  return JSON.stringify({
    specversion: '1.0',
    id: recordId(event),
    type: event.type,
    source: `/load/${event.runId}`,
    time: event.at,
    datacontenttype: 'application/json',
    sequence: String(event.sequence),
    data: event.data,
  });
}
