/** One Apache Kafka release the local platform can run. */
export interface KafkaRelease {
  /** Version of the Maven artifacts. */
  readonly version: string;
  /** Version family as MSK names it: `3.9`. */
  readonly family: string;
  /** Logging back end of that release; also the name of the profile in pom.xml that adds it. */
  readonly logging: 'reload4j' | 'log4j2';
}

/** Newest patch release of each family that MSK offers, with recorded checksums. */
export const KAFKA_RELEASES: readonly KafkaRelease[] = [
  { version: '3.9.1', family: '3.9', logging: 'reload4j' },
  { version: '4.1.1', family: '4.1', logging: 'log4j2' },
  { version: '4.2.1', family: '4.2', logging: 'log4j2' },
];

/**
 * The release that stands in for a version as MSK (`3.9.x.kraft`) or Maven (`3.9.1`) writes it.
 *
 * @throws when no release of that family can run here
 */
export function kafkaReleaseFor(version: string): KafkaRelease {
  const family = version.split('.').slice(0, 2).join('.');
  const release = KAFKA_RELEASES.find((candidate) => candidate.family === family);
  if (release === undefined) {
    const known = new Intl.ListFormat('en').format(
      KAFKA_RELEASES.map((candidate) => `${candidate.family}.x`),
    );
    throw new Error(`Kafka ${version} cannot run on this machine: choose one of ${known}.`);
  }
  return release;
}
