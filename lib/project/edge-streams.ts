import type { StreamDefinition } from '../../services/edge/stream-definition';
import type { Workload } from '../workload/workload';
import type { JsonSchema } from './load-workload';

/**
 * What a source accepts, as the edge service reads it.
 * @param schemas parsed JSON Schema per stream
 * @throws when the workload has no source of that name
 */
export function edgeStreams(
  workload: Workload,
  schemas: Readonly<Record<string, JsonSchema>>,
  source: string,
): StreamDefinition[] {
  const accepted = workload.sources[source]?.streams;
  if (accepted === undefined) throw new Error(`the workload has no source "${source}"`);
  return accepted.map((stream) => {
    const schema = schemas[stream] ?? {};
    const id = schema['$id'];
    return {
      stream,
      topic: stream,
      key: workload.streams[stream]?.key,
      schema,
      schemaId: typeof id === 'string' ? id : `penstock:${stream}`,
    };
  });
}
