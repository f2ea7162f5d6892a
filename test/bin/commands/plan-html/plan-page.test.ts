import { costCurve } from '../../../../bin/commands/plan-html/cost-curve';
import { html, inlineJson } from '../../../../bin/commands/plan-html/html';
import { planPage } from '../../../../bin/commands/plan-html/plan-page';
import { plan } from '../../../../lib/capacity/plan';
import { stageOf } from '../../../support/stage-of';
import { workloadOf } from '../../../support/workload-of';

const workload = workloadOf({ description: 'Orders <of> "ACME" & sons' });
const stage = stageOf();

describe('the page of a plan', () => {
  const planned = plan(workload, stage);
  const page = planPage(planned, { workload, stage });

  test('has every price with a mark that leads to its source and date', () => {
    for (const { source } of planned.cost.lines) {
      expect(page).toContain(`<time>${source.asOf}</time>`);
      expect(page).toContain(`href="${source.url}"`);
    }
    const marks = [...page.matchAll(/href="#source-(\d+)"/g)].map(([, number]) => number);
    const sources = [...page.matchAll(/id="source-(\d+)"/g)].map(([, number]) => number);
    expect(new Set(marks)).toEqual(new Set(sources));
    expect(marks.length).toBeGreaterThanOrEqual(planned.cost.lines.length);
  });

  test('shows what a workload says as text, whatever it says', () => {
    expect(page).toContain('Orders &lt;of&gt; &quot;ACME&quot; &amp; sons');
    expect(page).not.toContain('Orders <of>');
  });

  test('fills every place of its template', () => {
    expect(page).not.toMatch(/plan:\w/);
  });

  test('is the same for the same plan', () => {
    expect(planPage(planned, { workload, stage })).toBe(page);
  });

  test('shows a plan nothing can carry', () => {
    const huge = { ...stage, loadScale: 1e6 };

    expect(planPage(plan(workload, huge), { workload, stage: huge })).toContain('Nothing carries this load.');
  });
});

describe('cost against load', () => {
  const curve = costCurve(workload, stage);

  test('goes from 1 % to 1,000 %', () => {
    expect(curve[0]?.scale).toBeCloseTo(0.01, 12);
    expect(curve.at(-1)?.scale).toBeCloseTo(10, 12);
    expect(curve.find(({ scale }) => Math.abs(scale - 1) < 1e-9)?.usdPerMonth).toBeCloseTo(
      plan(workload, stage).cost.usdPerMonth,
      2,
    );
  });

  test('more load never costs less', () => {
    const costs = curve.map(({ usdPerMonth }) => usdPerMonth ?? Number.POSITIVE_INFINITY);

    expect(costs).toEqual([...costs].sort((a, b) => a - b));
  });

  test('says why nothing carries a load', () => {
    const beyond = costCurve(workload, { ...stage, loadScale: 1e6 });

    expect(beyond.at(-1)).toMatchObject({ rejected: expect.stringContaining('brokers') });
    expect(beyond.at(-1)?.usdPerMonth).toBeUndefined();
  });
});

test('text cannot become markup, and JSON cannot end its script', () => {
  expect(html`<p>${'<script>alert("&")</script>'}</p>`.text).toBe(
    '<p>&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;</p>',
  );
  expect(inlineJson({ text: '</script>' }).text).toBe('{"text":"\\u003c/script>"}');
});
