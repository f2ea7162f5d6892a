import type { Lever, ServiceComparison } from '../../../lib/capacity/pipeline-model';
import type { CostLine, Plan } from '../../../lib/capacity/plan-model';
import { percent, usd, whole } from '../../../lib/capacity/quantities';
import { pipelineParts } from '../plan-table/pipeline-section';
import type { SourceNotes } from '../plan-table/source-notes';
import { html, type Markup } from './html';
import { constraintTable, mark } from './number-sections';

type Share = Plan['cost']['byStream'][number];

/** The bill by component as bars, every line with its price and source, and what each stream and consumer costs. */
export function costSection({ cost }: Plan, notes: SourceNotes): Markup {
  const rows = [...cost.lines]
    .sort((a, b) => b.usdPerMonth - a.usdPerMonth)
    .map((line) => lineRow(line, notes));
  return html`<section id="cost"><h2>Cost by component</h2>${shareTable('component', cost.byComponent, cost.usdPerMonth)}
<p>$${cost.usdPerMillionRecords.toPrecision(3)} per million records, on demand, before discounts and taxes.</p>
<details><summary>${cost.lines.length} lines, each with its price and source</summary><div class="wide"><table>
<thead><tr><th scope="col">item</th><th scope="col">quantity</th><th scope="col">unit price</th><th scope="col">a month</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">total</th><td></td><td></td><td>${usd(cost.usdPerMonth)}</td></tr></tfoot></table></div></details>
<details><summary>by stream</summary>${shareTable('stream', cost.byStream, cost.usdPerMonth)}</details>
<details><summary>by consumer, its own part</summary>${shareTable('consumer', cost.byConsumer, cost.usdPerMonth)}</details>
<details><summary>not included</summary><ul>${cost.notIncluded.map((item) => html`<li>${item}</li>`)}</ul></details></section>`;
}

/** What would save money, and the same load on other services. */
export function savingsSection({ levers, comparison }: Plan): Markup {
  const lever = ({ change, savesUsdPerMonth, caveat, unavailable }: Lever) =>
    html`<tr><th scope="row">${change}</th><td>${savesUsdPerMonth === undefined ? 'unknown' : `−${usd(savesUsdPerMonth)}`}</td>
<td class="text">${unavailable === undefined ? caveat : `${caveat}; ${unavailable}`}</td></tr>`;
  const elsewhere = ({ service, usdPerMonth, replacesUsdPerMonth, infeasible, notes }: ServiceComparison) =>
    html`<tr><th scope="row">${service}</th><td>${usdPerMonth === undefined ? '' : usd(usdPerMonth)}</td>
<td>${usd(replacesUsdPerMonth)}</td><td class="text">${[...infeasible.map((reason) => `impossible: ${reason}`), ...notes].join('; ')}</td></tr>`;
  return html`<section id="savings"><h2>What would save money</h2><div class="wide"><table>
<thead><tr><th scope="col">change, planned again on its own</th><th scope="col">a month</th><th scope="col" class="text">what it costs otherwise</th></tr></thead>
<tbody>${levers.map(lever)}</tbody></table></div>
<h3>The same load elsewhere</h3><div class="wide"><table>
<thead><tr><th scope="col">service</th><th scope="col">a month</th><th scope="col">replaces</th><th scope="col" class="text">but</th></tr></thead>
<tbody>${comparison.map(elsewhere)}</tbody></table></div></section>`;
}

/** Flink, cache and database with their limits; archive, edge, network and metrics. */
export function pipelineSection(plan: Plan, notes: SourceNotes): Markup {
  const { rows, sentences } = pipelineParts(plan);
  return html`<section id="pipeline"><h2>Behind and beside the brokers</h2>${rows.map(
    ({ name, ...sized }) => html`<h3>${name}</h3>${constraintTable(sized, 'needs', notes)}`,
  )}<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></section>`;
}

function lineRow(
  { item, quantity, unit, unitPriceUsd, usdPerMonth, source }: CostLine,
  notes: SourceNotes,
): Markup {
  return html`<tr><th scope="row">${item}</th><td>${whole(quantity)} ${unit}</td>
<td>$${unitPriceUsd}${mark(notes, source)}</td><td>${usd(usdPerMonth)}</td></tr>`;
}

function shareTable(what: string, shares: readonly Share[], total: number): Markup {
  const largest = Math.max(...shares.map(({ usdPerMonth }) => usdPerMonth), Number.MIN_VALUE);
  const rows = shares.map(
    ({ name, usdPerMonth }) => html`<tr><th scope="row">${name}</th><td>${usd(usdPerMonth)}</td>
<td class="bar"><span class="track long"><span style="width:${((usdPerMonth / largest) * 100).toFixed(1)}%"></span></span> ${total === 0 ? '' : percent(usdPerMonth / total)}</td></tr>`,
  );
  return html`<div class="wide"><table><thead><tr><th scope="col">${what}</th><th scope="col">a month</th><th scope="col" class="text">share</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
