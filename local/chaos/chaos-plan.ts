/** One fault, or the end of one. */
export interface ChaosStep {
  /** Seconds after the load began. */
  readonly at: number;
  /** kill: SIGKILL, and its supervisor starts it again. take-down: SIGKILL, and it stays down. bring-back: starts it again. */
  readonly action: 'kill' | 'take-down' | 'bring-back';
  /** Name of the process. */
  readonly target: string;
}

/** What the faults can be aimed at. */
export interface ChaosTargets {
  /** Names of the brokers. With fewer than three none is taken down: acks=all would have to wait. */
  readonly brokers: readonly string[];
  /** Services that must survive a crash in the middle of their work. */
  readonly services: readonly string[];
}

/** Long enough for partitions to change leaders and for the broker to fall out of the in-sync replicas. */
const BROKER_DOWN_SECONDS = 8;
const BROKER_AT = 0.25;
const SERVICES_AT = [0.55, 0.7];

/**
 * Faults for a run: one broker is down for a while in its first half, and each service is killed twice in its
 * second. Ascending by time.
 * @param seconds length of the run
 */
export function chaosPlan(seconds: number, { brokers, services }: ChaosTargets): ChaosStep[] {
  const broker = brokers.length >= 3 ? brokers[1] : undefined;
  const downFrom = seconds * BROKER_AT;
  const backAt = Math.min(downFrom + BROKER_DOWN_SECONDS, seconds * 0.5);
  const outage: ChaosStep[] =
    broker === undefined
      ? []
      : [
          { at: downFrom, action: 'take-down', target: broker },
          { at: backAt, action: 'bring-back', target: broker },
        ];
  const crashes = SERVICES_AT.flatMap((share) =>
    services.map((target): ChaosStep => ({ at: seconds * share, action: 'kill', target })),
  );
  return [...outage, ...crashes].sort((a, b) => a.at - b.at);
}
