import type { ArchiveObject } from './archive-object';

/** An object store that creates and never overwrites. */
export interface ArchiveStore {
  /** Creates an object, or answers `exists` when there is one under this key, whatever it holds. Rejects when neither is sure. */
  create(
    key: string,
    body: Buffer,
    metadata: Readonly<Record<string, string>>,
  ): Promise<'created' | 'exists'>;
  /** What an object says it holds. Undefined when there is none. @throws when it is no archive object */
  describe(key: string): Promise<ArchiveObject | undefined>;
  /** Keys that begin so, in ascending order, where wanted only those behind another key. */
  list(prefix: string, after?: string): Promise<string[]>;
  read(key: string): Promise<Buffer>;
}
