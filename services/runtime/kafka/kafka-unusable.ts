/** What to look at, by what a reason says. The first that fits counts. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/authentication/i, 'check KAFKA_CREDENTIALS'],
  [/certificate|self.signed|altnames/i, 'check KAFKA_CA_FILE'],
  [/TLS|SSL|secure/i, 'check that KAFKA_BOOTSTRAP names the port for SASL over TLS'],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|timed out|ECONNRESET/i,
    'check KAFKA_BOOTSTRAP, and that the brokers run',
  ],
  [/Unknown topic/i, 'create the topic first, and permit this user to describe it'],
  [/AUTHORIZATION|not authorized/i, 'permit this user what it does here'],
];

/** Why a service cannot work with Kafka, in one sentence: clients give a tree of errors, of which the leaves say what happened. */
export function kafkaUnusable(bootstrap: readonly string[], error: unknown): Error {
  const reasons = [...new Set(leavesOf(error))];
  const hint = HINTS.find(([pattern]) => reasons.some((reason) => pattern.test(reason)))?.[1];
  const shown = reasons.slice(0, 3).map((reason) => reason.replace(/\.$/, ''));
  return new Error(
    `Kafka at ${bootstrap.join(',')} cannot be used: ${shown.join('; ')}${hint === undefined ? '' : `: ${hint}`}`,
  );
}

function leavesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const nested: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  const leaves = nested.filter((cause) => cause instanceof Error).flatMap(leavesOf);
  return leaves.length === 0 ? [error.message] : leaves;
}
