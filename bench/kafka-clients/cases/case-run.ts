import type { CaseOrder, Figures } from '../measurement';

/** What a case may ask of the process that owns the cluster. */
export interface ClusterControl {
  /** Kills one broker with SIGKILL and starts it again a few seconds later. */
  killBroker(): void;
}

/** Measures once. */
export type CaseRun = (order: CaseOrder, control: ClusterControl) => Promise<Figures>;
