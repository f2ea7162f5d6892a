import { CATALOG } from '../../lib/capacity/catalog/catalog';
import { plan } from '../../lib/capacity/plan';
import { stageOf } from '../support/stage-of';
import { workloadOf } from '../support/workload-of';

describe('the bill', () => {
  test('is the sum of its lines, each quantity × price', () => {
    const { cost } = plan(workloadOf(), stageOf());

    for (const line of cost.lines) expect(line.usdPerMonth).toBe(line.quantity * line.unitPriceUsd);
    expect(cost.usdPerMonth).toBeCloseTo(
      cost.lines.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0),
      9,
    );
  });

  test('has the processor and the memory of every task', () => {
    const { cost, services } = plan(workloadOf(), stageOf());

    const edge = cost.lines.filter(({ item }) => item.startsWith('service edge'));
    expect(services.find(({ name }) => name === 'edge')?.tasks.count).toBe(3);
    expect(edge.map(({ usdPerMonth }) => usdPerMonth)).toEqual([
      expect.closeTo(3 * 730 * 1 * 0.03238, 9),
      expect.closeTo(3 * 730 * 2 * 0.00356, 9),
    ]);
  });

  test('per million records counts records of streams at the average rate', () => {
    const { cost } = plan(workloadOf(), stageOf());

    expect(cost.usdPerMillionRecords).toBeCloseTo(cost.usdPerMonth / ((500 * 730 * 3600) / 1e6), 9);
  });

  test('takes the prices of the region', () => {
    const virginia = plan(workloadOf(), stageOf());
    const ireland = plan(workloadOf(), stageOf({ region: 'eu-west-1' }));

    expect(virginia.cost.lines[0]?.unitPriceUsd).toBe(0.204);
    expect(ireland.cost.lines[0]?.unitPriceUsd).toBe(0.2275);
  });

  test('says which prices are missing, and leaves them out instead of counting zero', () => {
    const { cost, findings, cluster } = plan(workloadOf(), stageOf({ region: 'ap-south-1' }));

    expect(cost.lines).toEqual([]);
    expect(cluster.usdPerMonth).toBeUndefined();
    expect(cost.notIncluded).toContain('no price for fargate.arm.vcpu in ap-south-1');
    expect(findings).toContainEqual(expect.objectContaining({ id: 'price-missing', severity: 'warning' }));
  });

  test('names what Ireland has no price for, once each', () => {
    const { cost } = plan(workloadOf(), stageOf({ region: 'eu-west-1' }));
    const missing = cost.notIncluded.filter((text) => text.startsWith('no price for'));

    expect(missing).toContain('no price for alb.lcu in eu-west-1');
    expect(new Set(missing).size).toBe(missing.length);
    expect(cost.lines.filter(({ item }) => item.startsWith('load balancer'))).toEqual([]);
  });

  test('ranks a type without a price behind those with one', () => {
    const prices = CATALOG.prices.filter(({ key }) => key !== 'msk.standard.broker.kafka.m7g.large');
    const { cluster } = plan(workloadOf(), stageOf(), { ...CATALOG, prices });

    expect(cluster.instanceType).toBe('kafka.m5.large');
    expect(cluster.alternatives.at(-1)?.instanceType).toBe('kafka.m7g.large');
  });

  test('says what it does not contain', () => {
    expect(plan(workloadOf(), stageOf()).cost.notIncluded).toContain('support, taxes');
  });
});
