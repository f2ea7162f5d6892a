import { z } from 'zod';

const definition = z.strictObject({
  /** Name in the URL. */
  stream: z.string().min(1),
  /** Topic its records go to. */
  topic: z.string().min(1),
  /** Field of the data that is the Kafka key. @default - records have no key */
  key: z.string().min(1).optional(),
  /** JSON Schema of the data. */
  schema: z.record(z.string(), z.unknown()),
  /** Name of that schema, as `ce_dataschema` carries it. */
  schemaId: z.string().min(1),
});

/** A stream the edge accepts. */
export type StreamDefinition = z.output<typeof definition>;

/**
 * Streams from the text of a file: `[{ "stream", "topic", "key"?, "schema", "schemaId" }]`.
 * @throws Error that names the file and everything wrong in it
 */
export function parseStreams(file: string, text: string): StreamDefinition[] {
  const parsed = z.array(definition).min(1).safeParse(parseJson(file, text));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      (issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
    throw new Error(`EDGE_STREAMS_FILE ${file} cannot be used\n${lines.join('\n')}`);
  }
  const names = parsed.data.map(({ stream }) => stream);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`EDGE_STREAMS_FILE ${file} names the stream "${twice}" twice`);
  return parsed.data;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`EDGE_STREAMS_FILE ${file} is not JSON`, { cause });
  }
}
