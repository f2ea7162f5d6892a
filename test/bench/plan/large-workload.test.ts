import { largeWorkload } from '../../../bench/plan/large-workload';
import { plan } from '../../../lib/capacity/plan';
import { stageOf } from '../../support/stage-of';

/** An order of magnitude above what `npm run bench:plan` measures: fails on a quadratic plan, not on a busy machine. */
const MOST_MILLISECONDS = 3_000;

describe('a thousand streams and two hundred consumers', () => {
  const workload = largeWorkload(1_000, 200);

  test('are that many, and the same every time', () => {
    expect(Object.keys(workload.streams)).toHaveLength(1_000);
    expect(Object.keys(workload.consumers)).toHaveLength(200);
    expect(largeWorkload(1_000, 200)).toEqual(workload);
  });

  test('are planned without hesitation', () => {
    const begin = performance.now();
    const { topics, services } = plan(workload, stageOf());

    expect(performance.now() - begin).toBeLessThan(MOST_MILLISECONDS);
    expect(topics.length).toBeGreaterThan(1_000);
    // 150 of the consumers are services; the edge and the archiver stand beside them.
    expect(services).toHaveLength(152);
  });
});
