import type { ArchivedRecord } from './archived-record';
import { type CheckResult, violationsOf } from './check-result';
import type { Ledger } from './read-ledger';
import { StreamChecker } from './stream-checker';

/**
 * Counts whether the archive holds what was acknowledged: each record once, in order per key, and nothing that was
 * refused. The records may come in any order; memory grows by sixteen bytes per record of the run.
 */
export async function checkArchive(
  { header, ranges }: Ledger,
  archive: AsyncIterable<ArchivedRecord> | Iterable<ArchivedRecord>,
): Promise<CheckResult> {
  const checkers = new Map(
    header.streams.map((stream, index) => [
      stream.stream,
      new StreamChecker(
        header.runId,
        stream,
        ranges.filter((range) => range.stream === index),
      ),
    ]),
  );

  let otherRecords = 0;
  for await (const record of archive) {
    const checker = checkers.get(record.topic);
    if (checker === undefined) otherRecords += 1;
    else checker.see(record);
  }

  const streams = [...checkers.values()].map((checker) => checker.result());
  return {
    runId: header.runId,
    streams,
    otherRecords,
    ok: streams.every((stream) => violationsOf(stream) === 0),
  };
}
