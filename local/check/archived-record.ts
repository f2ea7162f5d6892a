/** A record as it is found in the archive, in any order. */
export interface ArchivedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number | bigint;
  readonly key: string | null;
  /** At least `ce_id`. */
  readonly headers: Readonly<Record<string, string>>;
}
