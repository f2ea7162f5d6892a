/** Oldest Java that runs Kafka 3.9 to 4.x, Apicurio 3 and S3Mock 5. */
export const MINIMUM_JAVA = 17;

/**
 * Memory the whole platform needs to be comfortable, in bytes: its processes were measured at 0.8 GiB when they are ready and
 * may grow to about 2.5 GiB; our own services, the load generator and the page cache come on top.
 */
export const MINIMUM_FREE_BYTES = 4 * 1024 ** 3;

/** Major version out of what `java -version` prints; undefined when it is not Java's answer. */
export function javaMajorVersion(output: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match === null ? undefined : Number(match[1]);
}

/** What to do about the Java found, in one sentence; undefined when it is good. */
export function javaProblem(majorVersion: number | undefined): string | undefined {
  const advice =
    'install Java 17 or newer (Debian: apt install openjdk-17-jre-headless, macOS: brew install openjdk) or point JAVA_HOME at one';
  if (majorVersion === undefined) return `Java was not found: ${advice}.`;
  if (majorVersion < MINIMUM_JAVA) return `Java ${majorVersion} is too old: ${advice}.`;
  return undefined;
}

/** What to do when Maven is missing, in one sentence. */
export const MAVEN_PROBLEM =
  'Maven was not found and is needed once, to download Kafka: install it (Debian: apt install maven, macOS: brew install maven).';

/** What to do about too little memory, in one sentence; undefined when there is enough. */
export function memoryProblem(freeBytes: number): string | undefined {
  if (freeBytes >= MINIMUM_FREE_BYTES) return undefined;
  const gib = (bytes: number) => (bytes / 1024 ** 3).toFixed(1);
  return `${gib(freeBytes)} GiB of memory is free and the platform needs ${gib(MINIMUM_FREE_BYTES)} GiB: close other programs or use a larger machine.`;
}
