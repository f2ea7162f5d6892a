/** Error codes of the Kafka protocol, by name, anywhere in an error and its causes. Empty when no broker answered. */
export function protocolCodes(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const own = Reflect.get(error, 'apiId');
  const nested = error instanceof AggregateError ? error.errors : [Reflect.get(error, 'cause')];
  return [...(typeof own === 'string' ? [own] : []), ...nested.flatMap(protocolCodes)];
}
