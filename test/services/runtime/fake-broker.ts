import type {
  Attempt,
  LaneBatch,
  LaneTransport,
  ProducerIdentity,
} from '../../../services/runtime/kafka/partition-lane';

/**
 * How one attempt goes: `ok` written and answered; `drop` the request never arrives; `silent` written, the answer is lost; `late` lost,
 * but it arrives after later ones; `refuse` rejected before writing.
 */
export type Fate = 'ok' | 'drop' | 'silent' | 'late' | 'refuse';

interface Memory {
  next: number;
}

/** One partition's leader as far as writers see it: it drops batches it has seen, and refuses batches that leave a gap. Time is virtual. */
export class FakeBroker implements LaneTransport {
  /** Values in the order in which they were written. */
  readonly log: string[] = [];
  readonly attempts: LaneBatch[] = [];
  readonly #fates: Fate[];
  readonly #memory = new Map<bigint, Memory>();
  readonly #late: LaneBatch[] = [];
  #identities = 0n;
  #now = 0;

  constructor(fates: readonly Fate[] = []) {
    this.#fates = [...fates];
  }

  now = (): number => this.#now;

  sleep = async (ms: number): Promise<void> => {
    this.#now += ms;
  };

  async newIdentity(): Promise<ProducerIdentity> {
    return { id: ++this.#identities, epoch: 0 };
  }

  /** Forgets its writers, as a replica does that was elected without having all records. */
  forget(): void {
    this.#memory.clear();
    for (let id = 1n; id <= this.#identities; id++) this.#memory.set(id, { next: -1 });
  }

  async attempt(batch: LaneBatch): Promise<Attempt> {
    this.attempts.push(batch);
    const fate = this.#fates.shift() ?? 'ok';
    if (fate === 'refuse') return { kind: 'rejected', message: 'not enough replicas' };
    if (fate === 'late') this.#late.push(batch);
    if (fate === 'drop' || fate === 'late') return { kind: 'lost', message: 'connection closed' };
    const answer = this.#receive(batch);
    return fate === 'silent' ? { kind: 'lost', message: 'connection closed' } : answer;
  }

  /** Requests that were on their way all the time arrive now. */
  deliverLate(): void {
    for (const batch of this.#late.splice(0)) this.#receive(batch);
  }

  #receive({ identity, sequence, records }: LaneBatch): Attempt {
    const memory = this.#memory.get(identity.id) ?? { next: sequence };
    if (sequence < memory.next) return { kind: 'written' };
    if (sequence > memory.next) return { kind: 'sequence', message: 'out of order' };
    this.#memory.set(identity.id, { next: sequence + records.length });
    this.log.push(...records.map(({ value }) => value.toString()));
    return { kind: 'written' };
  }
}
