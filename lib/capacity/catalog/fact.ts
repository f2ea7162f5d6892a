import type { NumberSource } from '../plan-model';

/**
 * How far a number can be trusted.
 * confirmed: AWS's own figure, seen in two AWS sources. published: AWS's own figure. derived: arithmetic on published
 * figures. measured: a benchmark. assumed: neither published nor measured, replace it when you know better.
 */
export type Confidence = 'confirmed' | 'published' | 'derived' | 'measured' | 'assumed';

/** One number with its unit and where it comes from. */
export interface Fact {
  readonly value: number;
  readonly unit: string;
  readonly source: NumberSource;
  readonly confidence: Confidence;
}
