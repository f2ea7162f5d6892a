import { AWS_REGIONS } from '../catalog/regions';
import type { Finding } from '../plan-model';
import type { FindingContext } from './context';

/** A region that does not exist has no prices and no brokers: a stage with a typing error, not a dear place. */
export function regionFindings({ stage }: FindingContext): Finding[] {
  if (AWS_REGIONS.includes(stage.region)) return [];
  return [
    {
      id: 'unknown-region',
      severity: 'problem',
      message: `the stage ${stage.name} is in "${stage.region}", which is no AWS region`,
      counterOffer: `correct it in lib/config/stages.ts: one of ${AWS_REGIONS.join(', ')}`,
    },
  ];
}
