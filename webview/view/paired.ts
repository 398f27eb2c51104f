import { t } from '../../src/shared/l10n';
import { pairedOf } from '../model/paired';
import type { Scene } from '../model/scene';
import type { Change } from './controls';
import { h, setText } from './h';
import { fillTable } from './table';
import { picker } from './toolkit';

export interface PairedView {
  readonly element: HTMLElement;
  update(scene: Scene): void;
}

/** Two initializers compared seed by seed. */
export function createPaired(change: Change): PairedView {
  const choose =
    (field: 'first' | 'second' | 'figure') =>
    (value: string): void => {
      change((state) => ({ ...state, paired: { ...state.paired, [field]: value } }));
    };
  const first = picker(t('Compare'), choose('first'));
  const second = picker(t('with'), choose('second'));
  const figure = picker(t('by'), choose('figure'));
  const conclusion = h('p', { class: 'paired-conclusion', 'aria-live': 'polite' });
  const table = h('table', { 'aria-labelledby': 'paired-title' });
  const element = h(
    'section',
    { class: 'paired', 'aria-labelledby': 'paired-title' },
    h('h2', { id: 'paired-title' }, t('Paired comparison over seeds')),
    h('div', { class: 'controls' }, first.element, second.element, figure.element),
    conclusion,
    table,
  );
  return {
    element,
    update(scene) {
      const paired = pairedOf(scene);
      element.hidden = paired === undefined;
      if (paired === undefined) return;
      const labels = paired.initializers.map((label) => ({ value: label, text: label }));
      first.update(labels, paired.first);
      second.update(labels, paired.second);
      figure.update(
        paired.figures.map(({ id, title }) => ({ value: id, text: title })),
        paired.figure,
      );
      setText(conclusion, paired.conclusion);
      table.hidden = paired.table.rows.length === 0;
      fillTable(table, paired.table);
    },
  };
}
