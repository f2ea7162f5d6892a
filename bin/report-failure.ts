/** Where a message goes: standard error, or a list in tests. */
interface Output {
  write(text: string): unknown;
}

/**
 * Says what went wrong in one paragraph: our own errors speak for themselves, so a stack trace is shown only when
 * PENSTOCK_DEBUG is set.
 * @returns the exit code
 */
export function reportFailure(error: unknown, output: Output): number {
  const debug = process.env['PENSTOCK_DEBUG'] !== undefined;
  output.write(`${debug && error instanceof Error ? error.stack : messageOf(error)}\n`);
  return 1;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\n  because: ${messageOf(error.cause)}` : '';
  return `${error.message}${cause}`;
}
