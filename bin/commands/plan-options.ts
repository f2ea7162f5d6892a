import type { GivenCluster } from '../../lib/capacity/ceiling';

/** What `penstock plan` may be told, as commander hands it over. */
export interface PlanOptions {
  readonly stage: string;
  readonly json?: true;
  readonly html?: string | true;
  readonly diff?: string;
  readonly max?: true;
  readonly type?: string;
  readonly brokers?: string;
  readonly volumeGib?: string;
  readonly throughput?: string;
}

/**
 * The cluster the options name; undefined when they name none.
 * @throws an Error that says which option is missing or is no number
 */
export function givenCluster({
  type,
  brokers,
  volumeGib,
  throughput,
}: PlanOptions): GivenCluster | undefined {
  if (type === undefined && brokers === undefined) {
    if (volumeGib === undefined && throughput === undefined) return undefined;
    throw new Error('--volume-gib and --throughput describe a given cluster: add --type and --brokers');
  }
  if (type === undefined || brokers === undefined) {
    throw new Error(
      'a cluster is given by both --type and --brokers: e.g. --type express.m7g.large --brokers 6',
    );
  }
  const provisioned = throughput === undefined ? undefined : positive('--throughput', throughput);
  const volume = volumeGib === undefined ? undefined : positive('--volume-gib', volumeGib);
  if (provisioned !== undefined && volume === undefined) {
    throw new Error('--throughput belongs to a volume: add --volume-gib');
  }
  return {
    instanceType: type,
    brokers: positive('--brokers', brokers),
    ...(volume !== undefined && {
      storage: {
        volumeGiB: volume,
        ...(provisioned !== undefined && { provisionedThroughputMiBPerSecond: provisioned }),
      },
    }),
  };
}

/**
 * Refuses options that ask two questions at once.
 * @throws an Error that names them
 */
export function refuseMixedOptions(options: PlanOptions): void {
  const asked = [
    options.html === undefined ? [] : ['--html'],
    options.diff === undefined ? [] : ['--diff'],
    options.max === undefined ? [] : ['--max'],
  ].flat();
  if (asked.length > 1) throw new Error(`${asked.join(' and ')} are different questions: ask one at a time`);
  if (options.html !== undefined && options.json) {
    throw new Error('--html and --json are different answers: ask for one at a time');
  }
  const describing = [options.type, options.brokers, options.volumeGib, options.throughput];
  if (options.max === undefined && describing.some((option) => option !== undefined)) {
    throw new Error(
      '--type, --brokers, --volume-gib and --throughput describe the cluster for --max: add --max',
    );
  }
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100_000) {
    throw new Error(`${option}: expected a whole number from 1 to 100,000, got "${text}"`);
  }
  return value;
}
