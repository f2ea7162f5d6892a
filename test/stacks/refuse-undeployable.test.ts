import { refuseUndeployable } from '../../lib/stacks/refuse-undeployable';
import { planOf } from '../support/plan-of';

describe('refuseUndeployable', () => {
  test('says every problem, where it is, and what to do instead', () => {
    const refused = planOf({
      findings: [
        { id: 'no-feasible-cluster', severity: 'problem', message: 'no broker type carries this load' },
        {
          id: 'partitions-too-few',
          severity: 'problem',
          path: 'streams.orders.partitions',
          message: '3 partitions cannot carry this',
          counterOffer: 'leave "partitions" out',
        },
      ],
    });

    expect(() => refuseUndeployable(refused)).toThrow(
      'small cannot be deployed to test:\n' +
        '  no broker type carries this load\n' +
        '  streams.orders.partitions: 3 partitions cannot carry this\n' +
        '    instead: leave "partitions" out\n' +
        'See the whole plan with: npm run plan -- small --stage test',
    );
  });

  test('lets warnings and notes pass', () => {
    const plan = planOf({ findings: [{ id: 'peak-far-above-average', severity: 'warning', message: 'x' }] });

    expect(() => refuseUndeployable(plan)).not.toThrow();
  });
});
