import { t } from '../../src/shared/l10n';
import { resultsOf } from '../model/results';
import type { ResultRow } from '../model/results';
import type { Style } from '../model/palette';
import type { Scene } from '../model/scene';
import { h } from './h';
import { swatch } from './swatch';

export interface Results {
  readonly element: HTMLElement;
  update(scene: Scene, styleOf: (initializer: string) => Style): void;
}

/** The figures under the charts. */
export function createResults(): Results {
  const head = h('tr');
  const body = h('tbody');
  let shown = '';
  return {
    element: h(
      'section',
      { class: 'results', 'aria-labelledby': 'results-title', tabindex: 0 },
      h('h2', { id: 'results-title' }, t('Results')),
      h('table', {}, h('thead', {}, head), body),
    ),
    update(scene, styleOf) {
      const { columns, rows } = resultsOf(scene);
      const styles = rows.map(({ initializer }) => styleOf(initializer));
      const content = JSON.stringify([columns, rows, styles]);
      if (content === shown) return;
      shown = content;
      head.replaceChildren(
        h('th', { scope: 'col' }, t('Initializer')),
        ...columns.map(({ title, hint }, index) =>
          h('th', { scope: 'col', title: hint, class: index > 0 ? undefined : 'verdict' }, title),
        ),
      );
      body.replaceChildren(...rows.map((row) => rowOf(row, styleOf(row.initializer))));
    },
  };
}

const rowOf = ({ initializer, cells, best, trouble }: ResultRow, style: Style): HTMLElement =>
  h(
    'tr',
    { class: best ? 'best' : undefined },
    h(
      'th',
      { scope: 'row' },
      swatch(style),
      initializer,
      best ? h('span', { class: 'badge' }, t('best')) : undefined,
    ),
    ...cells.map((cell, index) =>
      h(
        'td',
        { class: index > 0 ? undefined : trouble ? 'verdict trouble' : 'verdict' },
        ...cell.flatMap((piece) => [' ', h('span', { class: 'piece' }, piece)]).slice(1),
      ),
    ),
  );
