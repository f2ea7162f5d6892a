import { renderPlan } from '../../bin/commands/plan-table/plan-table';
import { plan } from '../../lib/capacity/plan';
import { LOCAL_STAGE, stageNamed } from '../../lib/config/stages';
import { loadWorkload, workloadNames } from '../../lib/project/load-workload';

/** A sizing change is reviewed as numbers: the table `npm run plan` prints, for every workload of the project. */
describe.each(workloadNames())('the plan of %s', (name) => {
  const { workload } = loadWorkload(name);

  test('in production', () => {
    const text = renderPlan(plan(workload, stageNamed('prod')), { isColored: false });

    expect(text).toMatchSnapshot();
  });

  test('as topics on this machine', () => {
    const { topics } = plan(workload, LOCAL_STAGE);

    expect(
      topics.map(({ name: topic, partitions, configs }) => ({ topic, partitions, configs })),
    ).toMatchSnapshot();
  });
});
