import type { Attempt } from './partition-lane';

/** Error codes of the Kafka protocol in the answer to one attempt. None: the answer never came. */
export interface FailedAttempt {
  readonly codes: readonly string[];
  readonly message: string;
}

/** The broker checks these before it writes anything. NOT_LEADER is not among them: it also ends a wait for replicas. */
const BEFORE_WRITING = ['NOT_ENOUGH_REPLICAS', 'CORRUPT_MESSAGE', 'THROTTLING_QUOTA_EXCEEDED'];
const TOO_LARGE = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];
const REFUSED = [
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'INVALID_REQUIRED_ACKS',
  'POLICY_VIOLATION',
  'UNSUPPORTED_COMPRESSION_TYPE',
];
const SEQUENCE = [
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
];

/** What a failed attempt means for the batch. Whatever is not known to be unwritten counts as lost. */
export function classifyProduceError({ codes, message }: FailedAttempt): Attempt {
  const has = (list: readonly string[]) => codes.some((code) => list.includes(code));
  // The broker has this very batch from an attempt before.
  if (has(['DUPLICATE_SEQUENCE_NUMBER'])) return { kind: 'written' };
  if (has(SEQUENCE)) return { kind: 'sequence', message };
  if (has(TOO_LARGE)) return { kind: 'rejected', failure: 'too-large', message };
  if (has(REFUSED)) return { kind: 'rejected', failure: 'refused', message };
  if (has(BEFORE_WRITING)) return { kind: 'rejected', message };
  return { kind: 'lost', message };
}
