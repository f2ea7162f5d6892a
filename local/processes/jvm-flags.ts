/** An archive of loaded classes (AppCDS) that halves the start of a JVM. */
export interface ClassArchive {
  readonly file: string;
  /** `create` writes the file when the JVM ends; `use` reads it, and does without when it is missing or of another Java. */
  readonly mode: 'create' | 'use';
}

/** Writing an archive at the end takes a JVM seconds. */
export function jvmStopTimeoutMs(archive: ClassArchive | undefined, otherwise = 10_000): number {
  return archive?.mode === 'create' ? 90_000 : otherwise;
}

export interface JvmFlagOptions {
  readonly heapMiB: number;
  readonly archive?: ClassArchive;
}

/**
 * Flags for a server that must start fast and stay small. The C1 compiler alone: C2's extra speed comes only after minutes,
 * its compiler threads cost CPU at once.
 */
export function jvmFlags({ heapMiB, archive }: JvmFlagOptions): string[] {
  const archiveFlags =
    archive === undefined
      ? []
      : archive.mode === 'create'
        ? [`-XX:ArchiveClassesAtExit=${archive.file}`]
        : [`-XX:SharedArchiveFile=${archive.file}`, '-Xshare:auto', '-Xlog:cds=off', '-Xlog:cds+dynamic=off'];
  return [
    '-Xms64m',
    `-Xmx${heapMiB}m`,
    '-Xss512k',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-XX:ReservedCodeCacheSize=64m',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.awt.headless=true',
    ...archiveFlags,
  ];
}
