/** Why a request is not accepted. Nothing of it is written. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  /** Fixed name for programs. */
  readonly error: string;
  /** Which record of the batch is at fault, counted from 0. */
  readonly record?: number;
  /** What in it, as a JSON Pointer: `/amount` is a field of the data, `event/id` an attribute of the event around it. */
  readonly field?: string;
  /** One sentence for people. */
  readonly message: string;
}

/** A request that is refused, thrown where it is noticed. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusedError';
    this.refusal = refusal;
  }
}
