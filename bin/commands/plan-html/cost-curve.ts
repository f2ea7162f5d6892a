import { CATALOG } from '../../../lib/capacity/catalog/catalog';
import { billTotal } from '../../../lib/capacity/cost';
import type { PlanStage } from '../../../lib/capacity/plan-model';
import { sizeUp } from '../../../lib/capacity/size-up';
import type { Workload } from '../../../lib/workload/workload';

/** What a share of the stage's load costs. */
export interface CurvePoint {
  /** 1 is the load of the stage. */
  readonly scale: number;
  /** Absent where no cluster carries that load. */
  readonly usdPerMonth?: number;
  /** `9 × express.m7g.large`. */
  readonly cluster: string;
  /** Why nothing carries it. */
  readonly rejected?: string;
}

/** From one per cent to a thousand, ten steps to each power of ten. */
const SCALES: readonly number[] = Array.from({ length: 31 }, (_, step) => 10 ** (step / 10 - 2));

/** Plans the workload again and again, every rate multiplied, everything else as it is. */
export function costCurve(workload: Workload, stage: PlanStage): CurvePoint[] {
  return SCALES.map((scale) => {
    const { cluster, bill } = sizeUp(workload, { ...stage, loadScale: stage.loadScale * scale }, CATALOG);
    return {
      scale,
      cluster: `${cluster.brokers} × ${cluster.instanceType}`,
      ...(cluster.rejected === undefined ? { usdPerMonth: billTotal(bill) } : { rejected: cluster.rejected }),
    };
  });
}
