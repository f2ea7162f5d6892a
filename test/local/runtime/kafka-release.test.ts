import { existsSync } from 'node:fs';
import lock from '../../../local/runtime/checksums.json';
import { KAFKA_RELEASES, kafkaReleaseFor } from '../../../local/runtime/kafka-release';

test.each([
  ['3.9.x.kraft', '3.9.1'],
  ['3.9.x', '3.9.1'],
  ['3.9.1', '3.9.1'],
  ['4.1.x.kraft', '4.1.1'],
  ['4.2.x', '4.2.1'],
])('MSK version %s runs here as %s', (msk, local) => {
  expect(kafkaReleaseFor(msk).version).toBe(local);
});

test('names the versions to choose from when it has none of that family', () => {
  expect(() => kafkaReleaseFor('2.8.1')).toThrow(
    'Kafka 2.8.1 cannot run on this machine: choose one of 3.9.x, 4.1.x, and 4.2.x.',
  );
});

test('every release has recorded checksums, its own jar and its logging back end among them', () => {
  const recorded: Readonly<Record<string, Readonly<Record<string, string>>>> = lock.kafka;

  for (const { version, logging } of KAFKA_RELEASES) {
    const jars = Object.keys(recorded[version] ?? {});
    expect(jars).toContain(`kafka_2.13-${version}.jar`);
    expect(
      jars.some((jar) => jar.includes(logging === 'reload4j' ? 'slf4j-reload4j' : 'log4j-slf4j-impl')),
    ).toBe(true);
  }
});

test('every release has a logging configuration', () => {
  const file = { reload4j: 'log4j.properties', log4j2: 'log4j2.properties' };

  for (const { logging } of KAFKA_RELEASES) {
    expect(existsSync(`${__dirname}/../../../local/processes/kafka/${file[logging]}`)).toBe(true);
  }
});
