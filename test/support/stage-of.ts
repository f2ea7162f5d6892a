import type { PlanStage } from '../../lib/capacity/plan-model';

/** Production in Virginia at full load. Set only what the test is about. */
export function stageOf(overrides: Partial<PlanStage> = {}): PlanStage {
  return {
    name: 'test',
    region: 'us-east-1',
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    loadScale: 1,
    ...overrides,
  };
}
