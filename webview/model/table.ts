import { shortest } from '../../src/runs/export';
import { evenly } from '../../src/shared/evenly';
import { formatValue } from './format';

/** A chart as figures. Text columns come first. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

/** Rows of a table that a person is shown; a file holds all. */
export const SHOWN_ROWS = 200;

/** At most so many rows, evenly apart, the first and the last among them. */
export const thinned = ({ columns, rows }: ChartTable, most: number): ChartTable => ({
  columns,
  rows: evenly(rows, most),
});

/** RFC 4180 with line feeds; figures in full, nothing where there is none. */
export const csvOf = ({ columns, rows }: ChartTable): string =>
  [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('');

const csvCell = (cell: string | number | undefined): string => {
  const text =
    cell === undefined
      ? ''
      : typeof cell === 'number' && Math.fround(cell) === cell
        ? shortest(cell)
        : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A GitHub-flavoured Markdown table; figures as the page writes them. */
export function markdownOf({ columns, rows }: ChartTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const isFigure = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'));
  return [
    line(columns.map(escaped)),
    line(isFigure.map((figure) => (figure ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((_, index) => escaped(cellText(row[index]))))),
    '',
  ].join('\n');
}

export const cellText = (cell: string | number | undefined): string =>
  cell === undefined ? '–' : typeof cell === 'number' ? formatValue(cell) : cell;

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|');
