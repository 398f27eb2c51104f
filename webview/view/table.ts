import type { ChartTable } from '../model/table';
import { cellText } from '../model/table';
import { h } from './h';

const filled = new WeakMap<HTMLTableElement, string>();

/** Writes a table's rows; the first column heads them. Touches the page only when something differs. */
export function fillTable(table: HTMLTableElement, { columns, rows }: ChartTable): void {
  const content = JSON.stringify([columns, rows]);
  if (filled.get(table) === content) return;
  filled.set(table, content);
  table.replaceChildren(
    h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column)))),
    h(
      'tbody',
      {},
      ...rows.map((row) =>
        h(
          'tr',
          {},
          ...columns.map((_, index) =>
            h(index === 0 ? 'th' : 'td', index === 0 ? { scope: 'row' } : {}, cellText(row[index])),
          ),
        ),
      ),
    ),
  );
}
