import Table from 'cli-table3';
import { createColors } from 'picocolors';

/** Columns a plan may take. Wide enough for arithmetic, narrow enough for half a screen. */
export const WIDTH = 116;

/** One column: its heading, its width in characters, and whether numbers stand in it. */
export interface Column {
  readonly head: string;
  readonly width: number;
  readonly numeric?: boolean;
}

/** Colours, or none. */
export type Ink = ReturnType<typeof createColors>;

/** Ink that writes colours or does not. */
export function inkOf(isColored: boolean): Ink {
  return createColors(isColored);
}

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A table without boxes: headings, a rule, rows that wrap inside their columns. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], ink: Ink): string {
  const grid = new Table({
    chars: NO_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ numeric }) => (numeric === true ? 'right' : 'left')),
    wordWrap: true,
  });
  grid.push(
    columns.map(({ head }) => ink.bold(head)),
    ...rows.map((row) => row.map((cell, index) => breakLongWords(cell, columns[index]?.width ?? WIDTH))),
  );
  const [heading = '', ...body] = grid.toString().split('\n');
  const width = columns.reduce((sum, column) => sum + column.width, 2 * (columns.length - 1));
  return [heading, ink.dim('─'.repeat(width)), ...body].map((line) => line.trimEnd()).join('\n');
}

/** The table library cuts words that are longer than their column; names must stay whole. */
function breakLongWords(cell: string, width: number): string {
  const isColored = cell.includes('\u001b');
  return isColored
    ? cell
    : cell
        .split(' ')
        .map((word) => word.match(new RegExp(`.{1,${width}}`, 'gu'))?.join(' ') ?? '')
        .join(' ');
}

/** A heading with what stands below it. */
export function section(title: string, body: string, ink: Ink): string {
  return `${ink.bold(ink.cyan(title.toUpperCase()))}\n${body}`;
}

/** A paragraph with a hanging indent, wrapped at spaces. */
export function paragraph(lead: string, text: string, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - indent) {
      lines.push(line.trimEnd());
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return `${lead}${[...lines, line].join(`\n${' '.repeat(indent)}`)}`;
}
