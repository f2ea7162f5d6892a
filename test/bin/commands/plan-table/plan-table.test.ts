import { renderPlan } from '../../../../bin/commands/plan-table/plan-table';
import { plan } from '../../../../lib/capacity/plan';
import type { WorkloadInput } from '../../../../lib/workload/workload';
import { stageOf } from '../../../support/stage-of';
import { streamInput, workloadOf } from '../../../support/workload-of';

function textOf(overrides: Partial<WorkloadInput> = {}, isColored = false): string {
  return renderPlan(plan(workloadOf(overrides), stageOf()), { isColored });
}

const HUGE = streamInput({ load: { peakPerSecond: 1e8, averagePerSecond: 1e8, recordBytes: 2_000 } });

describe('the plan as text', () => {
  test('begins with the answer: brokers, partitions, tasks, dollars a month', () => {
    expect(textOf().split('\n').slice(0, 2)).toEqual([
      'small, stage test, us-east-1',
      expect.stringMatching(/^3 × kafka\.m7g\.large, 15 partitions in 5 topics, 5 tasks: \$\d+ a month$/),
    ]);
  });

  test('shows every limit of the cluster with its arithmetic', () => {
    const { cluster } = plan(workloadOf(), stageOf());
    const text = textOf();

    for (const { arithmetic } of cluster.constraints) {
      // Long ones wrap, so compare what stands before the equals sign word by word.
      for (const word of arithmetic.split(' ')) expect(text).toContain(word);
    }
  });

  test('marks every source it lists, and lists every source it marks', () => {
    const text = textOf();
    const [body = '', sources = ''] = text.split('SOURCES');
    const marks = (part: string) => [...new Set(part.match(/\[\d+\]/g))].sort();

    expect(marks(body)).toEqual(marks(sources));
    expect(sources).toContain(
      'https://b0.p.awsstatic.com/pricing/2.0/meteredUnitMaps/msk/USD/current/msk.json',
    );
    expect(sources).toContain('(2025-10-09)');
  });

  test('shows what would do too with its price, and what cannot do it with the reason', () => {
    const text = textOf();

    expect(text).toMatch(/3 × express\.m7g\.large +\$\d+/);
    expect(text).toMatch(/kafka\.t3\.small +kafka\.t3\.small cannot run Kafka without ZooKeeper/);
  });

  test('shows findings with where to look and what to do, and the assumptions', () => {
    const text = textOf({ objectives: { endToEndP99Ms: 100, availability: 0.9999 } });

    expect(text).toContain('warning availability-above-sla at objectives.availability');
    expect(text).toContain('  → call 99.99 % an objective');
    expect(text).toContain('· a month has 730 hours');
  });

  test('says at once when nothing carries the load', () => {
    const text = textOf({ streams: { orders: HUGE } });

    expect(text.split('\n')[1]).toContain('not feasible');
    expect(text).toContain('Nothing carries this load. Closest:');
    expect(text).toContain('problem no-feasible-cluster');
  });

  test('keeps long names whole', () => {
    const name = `a-stream-with-a-very-long-name.${'x'.repeat(60)}`;
    const text = textOf({
      streams: { [name]: streamInput() },
      sources: { edge: { kind: 'http', streams: [name] } },
      consumers: {},
    });

    expect(text).not.toContain('…');
  });

  test('is at most 116 columns wide, but for links, and has no trailing blanks', () => {
    const lines = textOf().split('\n');

    expect(lines.filter((line) => line.length > 116 && !line.includes('https://'))).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  test('has colours only when asked', () => {
    expect(textOf({}, false)).not.toContain('\u001b[');
    expect(textOf({}, true)).toContain('\u001b[');
  });
});
