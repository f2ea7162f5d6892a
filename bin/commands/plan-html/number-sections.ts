import type {
  ClusterCandidate,
  Constraint,
  NumberSource,
  Plan,
  Sized,
} from '../../../lib/capacity/plan-model';
import { decimal, percent, rate, size, usd, whole } from '../../../lib/capacity/quantities';
import { candidateName } from '../plan-table/cluster-section';
import type { SourceNotes } from '../plan-table/source-notes';
import { html, type Markup } from './html';

/** Runner-ups that are shown at once; the rest unfolds. */
const SHOWN_ALTERNATIVES = 8;

/** Records and bytes of every stream. */
export function demandSection({ demand: { streams, cluster } }: Plan): Markup {
  const rows = streams.map(
    (stream) => html`<tr><th scope="row">${stream.stream}</th><td>${whole(stream.peakPerSecond)}</td>
<td>${whole(stream.averagePerSecond)}</td><td>${decimal(stream.wireBytes)}</td><td>${rate(stream.ingressBytesPerSecond)}</td>
<td>${stream.fanOut}</td><td>${rate(stream.egressBytesPerSecond)}</td><td>${decimal(stream.retentionHours)} h</td>
<td>${size(stream.storedBytes)}</td></tr>`,
  );
  return html`<section id="demand"><h2>Demand, after compression</h2><div class="wide"><table>
<thead><tr><th scope="col">stream</th><th scope="col">peak/s</th><th scope="col">average/s</th><th scope="col">B/record</th>
<th scope="col">in at peak</th><th scope="col">groups</th><th scope="col">out at peak</th><th scope="col">kept</th><th scope="col">one copy</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">cluster, retries and dead letters included</th><td>${whole(cluster.peakPerSecond)}</td><td>${whole(cluster.averagePerSecond)}</td><td></td>
<td>${rate(cluster.ingressBytesPerSecond)}</td><td></td><td>${rate(cluster.egressBytesPerSecond)}</td><td></td><td>${size(cluster.storedBytes)}</td></tr></tfoot>
</table></div></section>`;
}

/** The chosen brokers, how full each limit is, and why there are so many. */
export function clusterSection({ cluster }: Plan, notes: SourceNotes): Markup {
  const bars = cluster.utilization.map(
    ({ limit, ratio, ratioOneZoneLost }) => html`<tr><th scope="row">${limit}</th>
<td class="bar">${meter(ratio)}</td><td class="bar lost">${meter(ratioOneZoneLost)}</td></tr>`,
  );
  return html`<section id="cluster"><h2>Cluster: ${candidateName(cluster)}</h2>
<p>Kafka ${cluster.kafkaVersion}, bound by <strong>${cluster.boundBy}</strong>${cluster.storage === undefined ? '' : `, ${whole(cluster.storage.volumeGiB)} GiB on each broker`}.</p>
<h3>How full each limit is</h3>
<div class="wide"><table class="bars"><thead><tr><th scope="col">limit</th><th scope="col">at peak</th><th scope="col">at peak, one zone lost</th></tr></thead>
<tbody>${bars}</tbody></table></div>
<h3>What each limit asks for</h3>
${constraintTable(cluster, 'brokers', notes)}</section>`;
}

/** What else carries the load, and what does not. */
export function alternativesSection({ cluster }: Plan): Markup {
  const [shown, folded] = [
    cluster.alternatives.slice(0, SHOWN_ALTERNATIVES),
    cluster.alternatives.slice(SHOWN_ALTERNATIVES),
  ];
  const refused = cluster.infeasible.map(
    (candidate) =>
      html`<tr><th scope="row">${candidateName(candidate)}</th><td class="text">${candidate.rejected ?? ''}</td></tr>`,
  );
  return html`<section id="alternatives"><h2>Alternatives</h2>
${shown.length === 0 ? html`<p>No other type carries this load.</p>` : alternativeTable(shown, cluster)}
${folded.length === 0 ? '' : html`<details><summary>${folded.length} dearer ones</summary>${alternativeTable(folded, cluster)}</details>`}
${refused.length === 0 ? '' : html`<details><summary>${refused.length} that cannot carry it, and why</summary><div class="wide"><table><tbody>${refused}</tbody></table></div></details>`}</section>`;
}

/** Partitions of every topic, with each limit that was asked. */
export function topicsSection({ topics }: Plan, notes: SourceNotes): Markup {
  const streams = topics.filter(({ purpose }) => purpose === 'stream');
  const rest = topics.filter(({ purpose }) => purpose !== 'stream');
  return html`<section id="topics"><h2>Topics</h2>
${streams.map(
  ({ name, partitions, sizing, configs }) => html`<h3>${name}: ${whole(partitions)} partitions</h3>
${constraintTable(sizing, 'partitions', notes)}
<p class="settings">${Object.entries(configs)
    .map(([key, value]) => `${key}=${value}`)
    .join('  ')}</p>`,
)}
<details><summary>${rest.length} topics for retries and dead letters</summary><ul>${rest.map(
    ({ name, partitions }) => html`<li>${name}: ${whole(partitions)} partitions</li>`,
  )}</ul></details></section>`;
}

/** Tasks of every service, with each limit that was asked. */
export function servicesSection({ services }: Plan, notes: SourceNotes): Markup {
  return html`<section id="services"><h2>Services on Fargate</h2>${services.map(
    ({ name, tasks, maxTasks, cpuUnits, memoryMiB }) => html`<h3>${name}: ${whole(tasks.count)} tasks</h3>
<p>${decimal(cpuUnits / 1024)} vCPU and ${decimal(memoryMiB / 1024)} GiB each, at most ${whole(maxTasks)}.</p>
${constraintTable(tasks, 'tasks', notes)}`,
  )}</section>`;
}

/** A note's number, leading to the list of sources. Nothing for no source. */
export function mark(notes: SourceNotes, source: NumberSource | undefined): Markup {
  const number = notes.mark(source).slice(1, -1);
  return number === ''
    ? html``
    : html`<sup><a href="#source-${number}" aria-label="source ${number}">${number}</a></sup>`;
}

/** Every limit that was asked, with its arithmetic; the one that decided is marked. */
export function constraintTable(
  { constraints, boundBy }: Pick<Sized, 'boundBy' | 'constraints'>,
  what: string,
  notes: SourceNotes,
): Markup {
  const row = ({ name, needs, arithmetic, source }: Constraint) =>
    html`<tr class="${name === boundBy ? 'binding' : ''}"><th scope="row">${name}${name === boundBy ? ' ←' : ''}</th>
<td>${whole(needs)}</td><td class="text">${arithmetic}${mark(notes, source)}</td></tr>`;
  return html`<div class="wide"><table><thead><tr><th scope="col">limit</th><th scope="col">${what}</th><th scope="col" class="text">arithmetic</th></tr></thead>
<tbody>${constraints.map(row)}</tbody></table></div>`;
}

function alternativeTable(candidates: readonly ClusterCandidate[], chosen: ClusterCandidate): Markup {
  const price = ({ usdPerMonth }: ClusterCandidate) =>
    usdPerMonth === undefined ? 'no price' : usd(usdPerMonth);
  const dearer = ({ usdPerMonth }: ClusterCandidate) =>
    usdPerMonth === undefined || chosen.usdPerMonth === undefined
      ? ''
      : `+${percent(usdPerMonth / chosen.usdPerMonth - 1)}`;
  const row = (candidate: ClusterCandidate, isChosen: boolean) =>
    html`<tr class="${isChosen ? 'binding' : ''}"><th scope="row">${candidateName(candidate)}${isChosen ? ' (chosen)' : ''}</th>
<td>${candidate.storage === undefined ? '' : `${whole(candidate.storage.volumeGiB)} GiB`}</td>
<td>${price(candidate)}</td><td>${isChosen ? '' : dearer(candidate)}</td><td class="text">${candidate.boundBy}</td></tr>`;
  return html`<div class="wide"><table><thead><tr><th scope="col">brokers</th><th scope="col">volume each</th><th scope="col">a month</th><th scope="col">dearer</th><th scope="col" class="text">bound by</th></tr></thead>
<tbody>${[row(chosen, true), ...candidates.map((candidate) => row(candidate, false))]}</tbody></table></div>`;
}

/** A bar up to the limit, red beyond it, with its figure. */
function meter(ratio: number): Markup {
  const level = ratio > 1 ? 'over' : '';
  return html`<span class="track ${level}"><span style="width:${(Math.min(1, ratio) * 100).toFixed(1)}%"></span></span> ${percent(ratio)}`;
}
