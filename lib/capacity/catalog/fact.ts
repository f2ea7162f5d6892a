import type { NumberSource } from '../plan-model';

/**
 * How far a number can be trusted.
 * confirmed: AWS's own figure, seen in two AWS sources. published: AWS's own figure. transcribed: copied from an AWS
 * page by somebody else. reported: several public projects agree, no AWS text was seen. derived: arithmetic on
 * published figures. measured: a benchmark. assumed: none of these, replace it when you know better.
 */
export type Confidence =
  | 'confirmed'
  | 'published'
  | 'transcribed'
  | 'reported'
  | 'derived'
  | 'measured'
  | 'assumed';

/** One number with its unit and where it comes from. */
export interface Fact {
  readonly value: number;
  readonly unit: string;
  readonly source: NumberSource;
  readonly confidence: Confidence;
}
