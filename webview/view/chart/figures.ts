import { t } from '../../../src/shared/l10n';
import { formatCount } from '../../model/format';
import type { ChartTable } from '../../model/table';
import { SHOWN_ROWS, thinned } from '../../model/table';
import { h, setText } from '../h';
import { fillTable } from '../table';

export interface Figures {
  readonly element: HTMLElement;
  update(table: ChartTable): void;
}

/** A chart's values as a table that scrolls. @param titleId element that names it */
export function createFigures(titleId: string): Figures {
  const table = h('table', { 'aria-labelledby': titleId });
  const note = h('p', { class: 'figures-note' });
  return {
    element: h('div', { class: 'figures', tabindex: 0, hidden: true }, table, note),
    update(all) {
      fillTable(table, thinned(all, SHOWN_ROWS));
      note.hidden = all.rows.length <= SHOWN_ROWS;
      setText(
        note,
        t('{0} of {1} rows; the CSV file holds all.', formatCount(SHOWN_ROWS), formatCount(all.rows.length)),
      );
    },
  };
}
