/** What a check found out about one archived stream. */
export interface StreamCheck {
  readonly stream: string;
  /** Whether the stream is archived at all. If not, only sent, acknowledged and refused are known. */
  readonly archivedStream: boolean;
  /** The order that was checked. */
  readonly ordering: 'per-key' | 'none' | 'global';
  /** Records of this run whose fate the ledger tells. */
  readonly sent: number;
  readonly acknowledged: number;
  /** Records the ledger calls refused. */
  readonly refused: number;
  /** Different records of this run in the archive. */
  readonly archived: number;
  /** Acknowledged, but not in the archive. */
  readonly missing: number;
  /** Appearances in the archive beyond the first of each record. */
  readonly duplicates: number;
  /** Acknowledged records that stand before an earlier acknowledged record of the same key. */
  readonly outOfOrder: number;
  /** Acknowledged records in another partition than the first one of their key. */
  readonly inOtherPartition: number;
  /** Refused, but in the archive all the same. */
  readonly refusedArchived: number;
  /** Never acknowledged, and in the archive: allowed, because nobody was told they were lost. */
  readonly unacknowledgedArchived: number;
  /** Records of the topic that are not of this run. */
  readonly foreign: number;
  /** The first few findings, with the ids of the records. */
  readonly examples: readonly string[];
}

/** What a check found out about a run. */
export interface CheckResult {
  readonly runId: string;
  readonly streams: readonly StreamCheck[];
  /** Records of topics that the ledger does not name. */
  readonly otherRecords: number;
  /** Nothing missing, nothing twice, nothing out of order, nothing that was refused. */
  readonly ok: boolean;
}

/** The findings of a stream that break the promise, added up. */
export function violationsOf(check: StreamCheck): number {
  return check.missing + check.duplicates + check.outOfOrder + check.inOtherPartition + check.refusedArchived;
}
