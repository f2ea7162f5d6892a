import type { Finding, Plan } from '../../../lib/capacity/plan-model';
import { usd } from '../../../lib/capacity/quantities';
import { candidateName, clusterSection } from './cluster-section';
import { costSection, servicesSection } from './cost-section';
import { demandSection } from './demand-section';
import { type Ink, inkOf, paragraph, section } from './layout';
import { pipelineSection } from './pipeline-section';
import { comparisonSection, leversSection, sharesSection } from './savings-section';
import { SourceNotes } from './source-notes';
import { topicsSection } from './topics-section';

/**
 * A plan as text: every number with the limit that decided it, its arithmetic and, by a mark, its source.
 * Pure: the same plan gives the same text.
 */
export function renderPlan(plan: Plan, options: { readonly isColored: boolean }): string {
  const ink = inkOf(options.isColored);
  const notes = new SourceNotes();
  const sections = [
    title(plan, ink),
    demandSection(plan, ink),
    topicsSection(plan, notes, ink),
    clusterSection(plan, notes, ink),
    servicesSection(plan, notes, ink),
    pipelineSection(plan, notes, ink),
    costSection(plan, notes, ink),
    sharesSection(plan, ink),
    leversSection(plan, ink),
    comparisonSection(plan, ink),
    findingsSection(plan, notes, ink),
    assumptionsSection(plan, notes, ink),
    sourcesSection(notes, ink),
  ];
  return `${sections.join('\n\n')}\n`;
}

function title({ workload, stage, region, cluster, demand, topics, services, cost }: Plan, ink: Ink): string {
  const tasks = services.reduce((sum, service) => sum + service.tasks.count, 0);
  const answer =
    cluster.rejected === undefined
      ? `${candidateName(cluster)}, ${demand.cluster.partitions} partitions in ${topics.length} topics, ${tasks} tasks: ${usd(cost.usdPerMonth)} a month`
      : ink.red('not feasible as it stands: see cluster and findings');
  return `${ink.bold(workload)}, stage ${stage}, ${region}\n${answer}`;
}

function findingsSection({ findings }: Plan, notes: SourceNotes, ink: Ink): string {
  return section('findings', findings.map((finding) => findingLines(finding, notes, ink)).join('\n'), ink);
}

function findingLines(finding: Finding, notes: SourceNotes, ink: Ink): string {
  const { id, severity, path, message, counterOffer, sources = [] } = finding;
  const marks = sources.map((source) => ` ${notes.mark(source)}`).join('');
  const colour = { problem: ink.red, warning: ink.yellow, note: ink.dim }[severity];
  const where = path === undefined ? '' : ` at ${path}`;
  return [
    `${colour(severity)} ${ink.bold(id)}${where}`,
    paragraph('  ', counterOffer === undefined ? `${message}${marks}` : message, 2),
    ...(counterOffer === undefined ? [] : [paragraph('  → ', `${counterOffer}${marks}`, 4)]),
  ].join('\n');
}

function assumptionsSection({ assumptions }: Plan, notes: SourceNotes, ink: Ink): string {
  const lines = assumptions.map(({ text, source }) =>
    paragraph('· ', `${text} ${notes.mark(source)}`.trimEnd(), 2),
  );
  return section('assumptions', lines.join('\n'), ink);
}

function sourcesSection(notes: SourceNotes, ink: Ink): string {
  const lines = notes.all().map(({ number, source }) => {
    const lead = `[${number}] `;
    const name = paragraph(lead, `${source.title} (${source.asOf})`, lead.length);
    return `${name}\n${' '.repeat(lead.length)}${ink.dim(source.url)}`;
  });
  return section('sources, with the date each was read or published', lines.join('\n'), ink);
}
