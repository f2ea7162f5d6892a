/** Client names the platform gives to its own parts. */
export const RESERVED_CLIENTS: readonly string[] = ['admin', 'archiver'];

/** The topic a failed record waits in before its next try: one per consumer and delay. */
export function retryTopic(consumer: string, delaySeconds: number): string {
  return `${consumer}.retry.${delaySeconds}s`;
}

/** The topic that keeps what a consumer could not process. */
export function deadLetterTopic(consumer: string): string {
  return `${consumer}.dead-letter`;
}
