import type { JsonSchema } from '../../lib/project/load-workload';

/** Subject of a stream's values, in the registry's usual naming. */
export function subjectOf(stream: string): string {
  return `${stream}-value`;
}

/**
 * Registers the JSON Schema of each stream. The registry answers an equal schema with the version it has.
 * @param registryUrl base of the registry, without path
 * @returns the schema's id in the registry, per stream
 * @throws when the registry refuses one, with its reason
 */
export async function registerSchemas(
  registryUrl: string,
  schemas: Readonly<Record<string, JsonSchema>>,
): Promise<Record<string, number>> {
  const ids = await Promise.all(
    Object.entries(schemas).map(
      async ([stream, schema]) => [stream, await register(registryUrl, stream, schema)] as const,
    ),
  );
  return Object.fromEntries(ids);
}

async function register(registryUrl: string, stream: string, schema: JsonSchema): Promise<number> {
  const url = `${registryUrl}/apis/ccompat/v7/subjects/${encodeURIComponent(subjectOf(stream))}/versions`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify({ schemaType: 'JSON', schema: JSON.stringify(schema) }),
  });
  const body = await response.text();
  if (!response.ok)
    throw new Error(`the registry refused the schema of ${stream}: ${response.status} ${body}`);
  const answer: unknown = JSON.parse(body);
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'number')
    return answer.id;
  throw new Error(`the registry answered without an id for ${stream}: ${body}`);
}
