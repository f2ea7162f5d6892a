import type { Problem } from './parse-workload';
import { deadLetterTopic, RESERVED_CLIENTS, retryTopic } from './topic-names';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Problems between the parts of a workload: names that point nowhere, streams nobody writes, loops.
 * Works on the raw input, so that they are shown together with the problems of single values.
 */
export function crossProblems(input: unknown): Problem[] {
  const streams = entriesOf(fieldsOf(input)['streams']);
  const sources = entriesOf(fieldsOf(input)['sources']);
  const consumers = entriesOf(fieldsOf(input)['consumers']);
  return [
    ...streams.flatMap(([name, stream]) => streamProblems(name, stream)),
    ...nameProblems(streams, sources, consumers),
    ...referenceProblems(streams, sources, consumers),
    ...writerProblems(streams, sources, consumers),
    ...loopProblems(consumers),
  ];
}

function streamProblems(name: string, stream: Fields): Problem[] {
  const at = `streams.${name}`;
  const load = fieldsOf(stream['load']);
  const [peak, average] = [load['peakPerSecond'], load['averagePerSecond']];
  const problems: Problem[] = [];

  if (typeof peak === 'number' && typeof average === 'number' && average > peak) {
    problems.push({
      path: `${at}.load.averagePerSecond`,
      message: `expected at most the peak of ${peak}, got ${average}`,
    });
  }
  if (stream['ordering'] === 'per-key' && stream['key'] === undefined) {
    problems.push({
      path: `${at}.key`,
      message: 'expected the field that orders records, because ordering is per-key; got nothing',
    });
  }
  if (stream['kind'] === 'compacted' && stream['key'] === undefined) {
    problems.push({
      path: `${at}.key`,
      message: 'expected the field that identifies a value, because the stream is compacted; got nothing',
    });
  }
  if (stream['kind'] === 'compacted' && stream['archive'] !== undefined) {
    problems.push({
      path: `${at}.archive`,
      message:
        'a compacted stream cannot be archived: compaction removes records before they are read. Archive the raw stream it comes from',
    });
  }
  if (
    stream['ordering'] === 'global' &&
    typeof stream['partitions'] === 'number' &&
    stream['partitions'] !== 1
  ) {
    problems.push({
      path: `${at}.partitions`,
      message: `expected 1, because ordering is global; got ${stream['partitions']}`,
    });
  }
  return problems;
}

function nameProblems(streams: Entries, sources: Entries, consumers: Entries): Problem[] {
  const problems: Problem[] = [];
  for (const [section, entries] of [
    ['sources', sources],
    ['consumers', consumers],
  ] as const) {
    for (const [name] of entries.filter(([entry]) => RESERVED_CLIENTS.includes(entry))) {
      problems.push({
        path: `${section}.${name}`,
        message: `"${name}" is a name the platform uses itself: choose another`,
      });
    }
  }
  for (const [name] of consumers.filter(([consumer]) => sources.some(([source]) => source === consumer))) {
    problems.push({
      path: `consumers.${name}`,
      message: `there is a source named "${name}" too: each needs its own user, so its own name`,
    });
  }

  const byMetricName = new Map<string, string>();
  for (const [name] of streams) {
    const other = byMetricName.get(name.replaceAll('.', '_'));
    if (other !== undefined) {
      problems.push({
        path: `streams.${name}`,
        message: `Kafka's metrics cannot tell it from "${other}": they differ only in "." and "_"`,
      });
    }
    byMetricName.set(name.replaceAll('.', '_'), name);
  }

  const generated = consumers.flatMap(([name, consumer]) => [
    deadLetterTopic(name),
    ...listOf(consumer['retryDelaysSeconds'] ?? [10, 60, 600]).map((delay) =>
      retryTopic(name, Number(delay)),
    ),
  ]);
  for (const [name] of streams.filter(([stream]) => generated.includes(stream))) {
    problems.push({
      path: `streams.${name}`,
      message: 'the platform generates a topic of this name for a consumer: choose another',
    });
  }
  return problems;
}

function referenceProblems(streams: Entries, sources: Entries, consumers: Entries): Problem[] {
  const known = streams.map(([name]) => name);
  const lists: [string, unknown][] = [
    ...sources.map(([name, source]): [string, unknown] => [`sources.${name}.streams`, source['streams']]),
    ...consumers.flatMap(([name, consumer]): [string, unknown][] => [
      [`consumers.${name}.reads`, consumer['reads']],
      [`consumers.${name}.writes`, consumer['writes']],
    ]),
  ];
  return lists.flatMap(([path, list]) =>
    listOf(list).flatMap((entry, index, all): Problem[] => {
      if (typeof entry !== 'string') return [];
      if (!known.includes(entry)) {
        return [
          {
            path: `${path}.${index}`,
            message: `expected one of the streams ${known.join(', ')}; got ${JSON.stringify(entry)}`,
          },
        ];
      }
      return all.indexOf(entry) === index
        ? []
        : [{ path: `${path}.${index}`, message: `"${entry}" stands in the list twice` }];
    }),
  );
}

function writerProblems(streams: Entries, sources: Entries, consumers: Entries): Problem[] {
  const fromSources = sources.flatMap(([, source]) => listOf(source['streams']));
  const fromConsumers = consumers.flatMap(([, consumer]) => listOf(consumer['writes']));
  return streams.flatMap(([name, stream]): Problem[] => {
    const path = `streams.${name}`;
    if (stream['kind'] === 'derived' && !fromConsumers.includes(name)) {
      return [{ path, message: 'is derived, but no consumer writes it: add it to a consumer\'s "writes"' }];
    }
    if (stream['kind'] === 'derived' && fromSources.includes(name)) {
      return [
        {
          path,
          message: 'is derived, but a source writes it too: make it raw, or take it out of the source',
        },
      ];
    }
    if (!fromSources.includes(name) && !fromConsumers.includes(name)) {
      return [
        {
          path,
          message: 'nothing writes it: add it to the "streams" of a source or to the "writes" of a consumer',
        },
      ];
    }
    return [];
  });
}

/** A loop of consumers feeds itself for ever: one record in, endless records out. */
function loopProblems(consumers: Entries): Problem[] {
  const readersOf = (stream: unknown) => consumers.filter(([, { reads }]) => listOf(reads).includes(stream));
  const loopFrom = (start: string, name: string, seen: readonly string[]): readonly string[] | undefined => {
    const consumer = consumers.find(([entry]) => entry === name)?.[1];
    for (const [reader] of listOf(consumer?.['writes']).flatMap(readersOf)) {
      if (reader === start) return [...seen, start];
      const loop = seen.includes(reader) ? undefined : loopFrom(start, reader, [...seen, reader]);
      if (loop !== undefined) return loop;
    }
    return undefined;
  };

  for (const [name] of consumers) {
    const loop = loopFrom(name, name, [name]);
    if (loop !== undefined) {
      return [
        {
          path: `consumers.${name}.writes`,
          message: `closes the loop ${loop.join(' → ')}: its records would never end`,
        },
      ];
    }
  }
  return [];
}

type Entries = readonly (readonly [string, Fields])[];

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function entriesOf(value: unknown): Entries {
  return Object.entries(fieldsOf(value)).map(([name, entry]) => [name, fieldsOf(entry)] as const);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
