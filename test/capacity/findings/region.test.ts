import { plan } from '../../../lib/capacity/plan';
import { allStages } from '../../../lib/config/stages';
import { stageOf } from '../../support/stage-of';
import { workloadOf } from '../../support/workload-of';

const problemsIn = (region: string) =>
  plan(workloadOf(), stageOf({ region }))
    .findings.filter(({ severity }) => severity === 'problem')
    .map(({ id, message }) => `${id}: ${message}`);

describe('the region of a stage', () => {
  test('that does not exist is a problem, so that nothing is deployed there', () => {
    expect(problemsIn('us-esat-1')).toEqual([
      expect.stringMatching(/^unknown-region: the stage \S+ is in "us-esat-1", which is no AWS region$/),
    ]);
  });

  test('that exists without prices is none', () => {
    expect(problemsIn('ap-south-1')).toEqual([]);
  });

  test.each(allStages())('of stage $name exists', ({ region }) => {
    expect(problemsIn(region)).toEqual([]);
  });
});
