import type { WorkloadInput } from './workload';

/** Gives a workload file its types while it is written. Checking happens when it is loaded, so that all problems are shown at once. */
export function defineWorkload(workload: WorkloadInput): WorkloadInput {
  return workload;
}
