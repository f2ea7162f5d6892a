import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';

/** Colours, or none. */
export type Ink = ReturnType<typeof createColors>;

/** Ink that writes colours or does not. */
export function inkOf(isColored: boolean): Ink {
  return createColors(isColored);
}

/** Heading of a column. A column of numbers is aligned to the right. */
export interface TableColumn {
  readonly head: string;
  readonly numeric?: boolean;
}

const GAP = '  ';

/** A table without boxes: headings, a rule, one line per row. Columns are as wide as their widest cell. */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  ink: Ink,
): string {
  const widths = columns.map(({ head }, index) =>
    Math.max(head.length, ...rows.map((row) => widthOf(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ numeric }, index) => aligned(cells[index] ?? '', widths[index] ?? 0, numeric === true))
      .join(GAP)
      .trimEnd();
  const rule = ink.dim(
    '─'.repeat(widths.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1))),
  );
  return [line(columns.map(({ head }) => ink.bold(head))), rule, ...rows.map(line)].join('\n');
}

/** A text cut to a number of characters, with an ellipsis where something is missing. */
export function fitted(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

function aligned(cell: string, width: number, right: boolean): string {
  const filling = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return right ? filling + cell : cell + filling;
}

function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
