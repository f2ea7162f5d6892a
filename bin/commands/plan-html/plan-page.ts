import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Plan, PlanStage } from '../../../lib/capacity/plan-model';
import { usd, whole } from '../../../lib/capacity/quantities';
import type { Workload } from '../../../lib/workload/workload';
import { candidateName } from '../plan-table/cluster-section';
import { SourceNotes } from '../plan-table/source-notes';
import { type CurvePoint, costCurve } from './cost-curve';
import { html, inlineJson, Markup } from './html';
import { costSection, pipelineSection, savingsSection } from './money-sections';
import {
  alternativesSection,
  clusterSection,
  demandSection,
  mark,
  servicesSection,
  topicsSection,
} from './number-sections';

const UPLOT = join(require.resolve('uplot/package.json'), '..', 'dist');
const TEMPLATE = join(__dirname, 'plan-page.html');
/** As a comment or a text, whichever the language around it allows. */
const PLACEHOLDER = /\/\* plan:\w+ \*\/|<!-- plan:\w+ -->|"plan:\w+"|plan:title/g;

/**
 * A plan as one page: no network, light and dark, for screens and for paper. Every table stands in the HTML, so that
 * it reads without scripts; the script draws cost against load.
 */
export function planPage(
  plan: Plan,
  { workload, stage }: { readonly workload: Workload; readonly stage: PlanStage },
): string {
  const curve = costCurve(workload, stage);
  const parts: Readonly<Record<string, Markup>> = {
    title: html`${plan.workload}, stage ${plan.stage}`,
    uplotStyle: new Markup(readFileSync(join(UPLOT, 'uPlot.min.css'), 'utf8')),
    uplotScript: new Markup(readFileSync(join(UPLOT, 'uPlot.iife.min.js'), 'utf8')),
    body: body(plan, workload, curve),
    curve: inlineJson(curve),
  };
  return readFileSync(TEMPLATE, 'utf8').replaceAll(PLACEHOLDER, (placeholder) => {
    const name = /plan:(\w+)/.exec(placeholder)?.[1] ?? '';
    return parts[name]?.text ?? '';
  });
}

function body(plan: Plan, workload: Workload, curve: readonly CurvePoint[]): Markup {
  const notes = new SourceNotes();
  const sections = [
    findingsSection(plan, notes),
    costSection(plan, notes),
    curveSection(plan, curve),
    savingsSection(plan),
    clusterSection(plan, notes),
    alternativesSection(plan),
    demandSection(plan),
    topicsSection(plan, notes),
    servicesSection(plan, notes),
    pipelineSection(plan, notes),
    assumptionsSection(plan, notes),
    sourcesSection(notes),
  ];
  return html`${header(plan, workload)}<main>${sections}</main>`;
}

function header(
  { workload: name, stage, region, cluster, demand, topics, services, cost }: Plan,
  workload: Workload,
): Markup {
  const tasks = services.reduce((sum, service) => sum + service.tasks.count, 0);
  const facts: readonly (readonly [string, string])[] = [
    ['a month', usd(cost.usdPerMonth)],
    ['brokers', candidateName(cluster)],
    ['partitions', `${whole(demand.cluster.partitions)} in ${topics.length} topics`],
    ['tasks', whole(tasks)],
    ['records/s at peak', whole(demand.cluster.peakPerSecond)],
  ];
  return html`<header><h1>${name} <small>stage ${stage}, ${region}</small></h1>
<p>${workload.description ?? ''}</p>
${cluster.rejected === undefined ? '' : html`<p class="problem" role="alert">Nothing carries this load. Closest: ${candidateName(cluster)}: ${cluster.rejected}</p>`}
<dl>${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl></header>`;
}

function findingsSection({ findings }: Plan, notes: SourceNotes): Markup {
  const item = ({ id, severity, path, message, counterOffer, sources = [] }: Finding) =>
    html`<li class="${severity}"><p><strong>${severity}</strong> <code>${id}</code>${path === undefined ? '' : html` at <code>${path}</code>`}</p>
<p>${message}${counterOffer === undefined ? sources.map((source) => mark(notes, source)) : ''}</p>${counterOffer === undefined ? '' : html`<p class="offer">→ ${counterOffer}${sources.map((source) => mark(notes, source))}</p>`}</li>`;
  return html`<section id="findings"><h2>Findings</h2><ul class="findings">${findings.map(item)}</ul></section>`;
}

function curveSection({ cost }: Plan, curve: readonly CurvePoint[]): Markup {
  const rows = curve
    .filter((_, step) => step % 5 === 0)
    .map(
      ({ scale, cluster, usdPerMonth, rejected }) => html`<tr><th scope="row">${share(scale)}</th>
<td>${usdPerMonth === undefined ? 'not in one cluster' : usd(usdPerMonth)}</td><td class="text">${rejected ?? cluster}</td></tr>`,
    );
  return html`<section id="curve"><h2>Cost against load</h2>
<p>Every rate of the workload multiplied, everything planned anew. ${usd(cost.usdPerMonth)} a month is the load of this stage, 100 %.</p>
<div id="cost-chart" role="img" aria-label="Line chart of dollars a month against 1 % to 1,000 % of the load; the table below has the same numbers"></div>
<div class="wide"><table><thead><tr><th scope="col">load</th><th scope="col">a month</th><th scope="col" class="text">brokers</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function share(scale: number): string {
  const value = scale * 100;
  return `${whole(value)} %`;
}

function assumptionsSection({ assumptions }: Plan, notes: SourceNotes): Markup {
  return html`<section id="assumptions"><h2>Assumptions</h2><ul>${assumptions.map(
    ({ text, source }) => html`<li>${text}${mark(notes, source)}</li>`,
  )}</ul></section>`;
}

function sourcesSection(notes: SourceNotes): Markup {
  return html`<section id="sources"><h2>Sources, with the date each was read or published</h2><ol>${notes
    .all()
    .map(
      ({ number, source }) =>
        html`<li id="source-${number}">${source.title} (<time>${source.asOf}</time>)<br>${place(source.url)}</li>`,
    )}</ol></section>`;
}

/** A link where it is one; a file of the project stays text. */
function place(url: string): Markup {
  return url.startsWith('https://')
    ? html`<a href="${url}" rel="noreferrer">${url}</a>`
    : html`<code>${url}</code>`;
}
