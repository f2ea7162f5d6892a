import type { NumberSource } from '../plan-model';
import type { Confidence } from './fact';
import type { Price } from './prices';

/** One price as the file keeps it: key, region, dollars, id of its source, confidence. */
export type PriceRow = readonly [
  key: string,
  region: string,
  usd: number,
  sourceId: string,
  confidence: Confidence,
];

/** lib/capacity/catalog/prices.json: sources and units once, prices as rows. */
export interface PriceFile {
  readonly sources: Readonly<Record<string, NumberSource>>;
  /** What is paid for, by key. */
  readonly units: Readonly<Record<string, string>>;
  readonly prices: readonly PriceRow[];
}

/** Order of trust, and every word a row may use. */
const CONFIDENCES: readonly Confidence[] = [
  'confirmed',
  'published',
  'transcribed',
  'reported',
  'derived',
  'measured',
  'assumed',
];

/**
 * Checks what was read from prices.json.
 * @throws an Error that names the first row that cannot be used
 */
export function parsePriceFile(input: unknown): PriceFile {
  const { sources, units, prices } = input as {
    sources: PriceFile['sources'];
    units: PriceFile['units'];
    prices: readonly (readonly unknown[])[];
  };
  return { sources, units, prices: prices.map((row, index) => checkedRow(row, index, { sources, units })) };
}

/** Prices with their sources in place. */
export function pricesOf({ sources, units, prices }: PriceFile): Price[] {
  return prices.flatMap(([key, region, usd, sourceId, confidence]) => {
    const [source, unit] = [sources[sourceId], units[key]];
    return source === undefined || unit === undefined ? [] : [{ key, region, usd, unit, source, confidence }];
  });
}

/** Text of the file, in the form the formatter of the project leaves it: short rows on one line. */
export function printPriceFile({ sources, units, prices }: PriceFile): string {
  const sourceLines = Object.entries(sources).map(([id, { title, url, asOf }]) => {
    const fields = { title, url, asOf };
    return `    ${JSON.stringify(id)}: ${JSON.stringify(fields, null, 2).replaceAll('\n', '\n    ')}`;
  });
  const unitLines = Object.entries(units).map(
    ([key, unit]) => `    ${JSON.stringify(key)}: ${JSON.stringify(unit)}`,
  );
  return `${[
    '{',
    '  "sources": {',
    sourceLines.join(',\n'),
    '  },',
    '  "units": {',
    unitLines.join(',\n'),
    '  },',
    '  "prices": [',
    prices.map(rowText).join(',\n'),
    '  ]',
    '}',
  ].join('\n')}\n`;
}

const LINE_WIDTH = 110;

function rowText(row: PriceRow, index: number, all: readonly PriceRow[]): string {
  const cells = row.map((cell) => JSON.stringify(cell));
  const line = `    [${cells.join(', ')}]`;
  const comma = index === all.length - 1 ? 0 : 1;
  return line.length + comma <= LINE_WIDTH
    ? line
    : `    [\n${cells.map((cell) => `      ${cell}`).join(',\n')}\n    ]`;
}

function checkedRow(
  row: readonly unknown[],
  index: number,
  { sources, units }: Pick<PriceFile, 'sources' | 'units'>,
): PriceRow {
  const [key, region, usd, sourceId, confidence] = row;
  const where = `prices.json, row ${index + 1} (${String(key)}, ${String(region)})`;
  if (typeof key !== 'string' || units[key] === undefined) throw new Error(`${where}: units has no such key`);
  if (typeof region !== 'string') throw new Error(`${where}: expected a region`);
  if (typeof usd !== 'number' || !(usd > 0)) {
    throw new Error(`${where}: expected dollars above zero, got ${String(usd)}: leave out what is not known`);
  }
  if (typeof sourceId !== 'string' || sources[sourceId] === undefined) {
    throw new Error(`${where}: sources has no "${String(sourceId)}"`);
  }
  const known = CONFIDENCES.find((word) => word === confidence);
  if (known === undefined) throw new Error(`${where}: expected one of ${CONFIDENCES.join(', ')}`);
  return [key, region, usd, sourceId, known];
}
