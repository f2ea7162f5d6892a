import type { CaseName } from './cases/case-names';
import type { ClientName } from './clients/client-names';

/** How a client reaches the brokers. */
export interface ClusterAccess {
  /** `host:port` of each broker. */
  readonly brokers: readonly string[];
  readonly caFile: string;
  readonly username: string;
  readonly password: string;
}

/** What a child process is told to measure. */
export interface CaseOrder {
  readonly client: ClientName;
  readonly name: CaseName;
  readonly cluster: ClusterAccess;
  /** Topic of this run. Exists, and is empty unless the case reads what is there. */
  readonly topic: string;
  readonly partitions: number;
  /** Records in the topic when the case starts. */
  readonly records: number;
  /** How long to measure, in seconds. */
  readonly seconds: number;
}

/** Figures of one run, by metric id. */
export type Figures = Readonly<Record<string, number>>;

/** What a child process says to the one that measures. */
export type ChildMessage =
  | { readonly kind: 'kill-broker' }
  | { readonly kind: 'done'; readonly figures: Figures }
  | { readonly kind: 'failed'; readonly message: string };
