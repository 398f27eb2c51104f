export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  cell(row: Row): string;
}

const segmenter = new Intl.Segmenter();

/** Characters as a terminal counts them; combining marks take no column of their own. */
export const widthOf = (text: string): number => Array.from(segmenter.segment(text)).length;

/** A plain table: titles, a rule, one line per row, columns two spaces apart. Ends without a newline. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [columns.map((column) => column.title)].concat(
    rows.map((row) => columns.map((column) => column.cell(row))),
  );
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => widthOf(line[i] ?? ''))));
  const lines = cells.map((line) =>
    line
      .map((cell, i) => {
        const gap = ' '.repeat((widths[i] ?? 0) - widthOf(cell));
        return columns[i]?.align === 'right' ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
