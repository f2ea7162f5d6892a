import type { Random } from '../random';

/** The JSON object of a record. */
export type RecordData = Readonly<Record<string, unknown>>;

/** What a record is made for. */
export interface RecordOccasion {
  /** Rank of its key; 0 is the hottest. */
  readonly rank: number;
  /** Unique in the run. */
  readonly id: string;
  /** When it happens, ISO 8601. */
  readonly at: string;
  readonly random: Random;
}

/** Makes the records of one stream. May remember what a key did before. */
export interface RecordMaker {
  /** How many keys it has. */
  readonly keys: number;
  readonly make: (occasion: RecordOccasion) => RecordData;
}

/** What a record maker is built from. */
export interface MakerOptions {
  /** Field that carries the key. @default - records have none */
  readonly keyField?: string;
  /** How many keys are wanted; a maker may have fewer. */
  readonly keys: number;
  readonly random: Random;
}
