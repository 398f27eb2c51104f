import { t } from '../../../src/shared/l10n';
import type { ValidationSet } from '../../contract';
import { formatCount, formatPercent, formatValue } from '../../model/format';
import type { Confused } from '../../model/predictions';
import {
  columnNames,
  confusedOf,
  MATRIX_CLASSES,
  matrixTable,
  mistakesTable,
  sharesOf,
  withPrediction,
} from '../../model/predictions';
import type { Scene } from '../../model/scene';
import { csvOf, markdownOf } from '../../model/table';
import type { StyleOf } from '../chart/style';
import type { Actions } from '../controls';
import { h } from '../h';
import { swatch } from '../swatch';
import { fillTable } from '../table';
import { picker } from '../toolkit';

export interface ConfusionView {
  readonly element: HTMLElement;
  update(scene: Scene, styleOf: StyleOf): void;
}

/** What is taken for what: a matrix for each initializer, as a table of counts or of shares. */
export function createConfusion({ change, output }: Pick<Actions, 'change' | 'output'>): ConfusionView {
  const cells = picker(t('Cells'), (value) => change(withPrediction({ shares: value === 'shares' })));
  const figures = h('div', { class: 'matrices' });
  const element = h(
    'section',
    { 'aria-labelledby': 'confusion-title' },
    h('h2', { id: 'confusion-title' }, t('Confusion')),
    h('div', { class: 'controls' }, cells.element),
    figures,
  );
  let shown = '';

  const figureOf = (
    confused: Confused,
    validation: ValidationSet,
    shares: boolean,
    styleOf: StyleOf,
  ): HTMLElement => {
    const { initializer, step, accuracy, loss } = confused;
    const isWhole =
      validation.outputs <= MATRIX_CLASSES || (validation.classes?.length ?? 0) <= MATRIX_CLASSES;
    const table = h('table', { class: isWhole ? 'matrix' : 'mistakes' });
    if (isWhole) fillMatrix(table, confused, validation, shares);
    else fillTable(table, mistakesTable(confused, validation));
    const take = (text: string, label: string, onClick: () => void): HTMLElement => {
      const button = h(
        'button',
        { class: 'toggle', type: 'button', 'aria-label': t('{0} of {1}', label, initializer) },
        text,
      );
      button.addEventListener('click', onClick);
      return button;
    };
    return h(
      'figure',
      { class: 'confusion' },
      h(
        'figcaption',
        {},
        h('h3', {}, swatch(styleOf(initializer)), initializer),
        h(
          'span',
          { class: 'hint' },
          t(
            'accuracy {0} · loss {1} · step {2}',
            formatPercent(accuracy),
            formatValue(loss),
            formatCount(step),
          ),
        ),
        h(
          'span',
          { class: 'confusion-take' },
          take('CSV', t('Save CSV of the counts'), () =>
            output({
              type: 'save',
              name: `Confusion ${initializer}.csv`,
              mime: 'text/csv',
              content: csvOf(matrixTable(confused, validation)),
            }),
          ),
          take(t('Copy'), t('Copy the counts'), () =>
            output({ type: 'copy', text: markdownOf(matrixTable(confused, validation)) }),
          ),
        ),
      ),
      h(
        'div',
        { class: 'wide', tabindex: 0, role: 'group', 'aria-label': t('Confusion of {0}', initializer) },
        table,
      ),
    );
  };

  return {
    element,
    update(scene, styleOf) {
      const { validation } = scene.predictions;
      const all = confusedOf(scene);
      element.hidden = all.length === 0;
      const shares = scene.state.prediction?.shares === true;
      cells.update(
        [
          { value: 'counts', text: t('Samples') },
          { value: 'shares', text: t('Share of the class') },
        ],
        shares ? 'shares' : 'counts',
      );
      const content = JSON.stringify([all, shares, all.map(({ initializer }) => styleOf(initializer))]);
      if (validation === undefined || content === shown) return;
      shown = content;
      figures.replaceChildren(...all.map((confused) => figureOf(confused, validation, shares, styleOf)));
    },
  };
}

function fillMatrix(
  table: HTMLTableElement,
  { matrix, initializer }: Confused,
  validation: ValidationSet,
  shares: boolean,
): void {
  const names = columnNames(matrix, validation);
  table.replaceChildren(
    h(
      'caption',
      { class: 'visually-hidden' },
      t('Rows: classes. Columns: what {0} takes them for.', initializer),
    ),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, t('Class ╲ taken for')),
        ...names.map((name) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      {},
      ...matrix.map((row, label) => {
        const parts = sharesOf(row);
        return h(
          'tr',
          {},
          h('th', { scope: 'row' }, validation.classes?.[label] ?? ''),
          ...row.map((count, column) => {
            const share = parts[column] ?? Number.NaN;
            const isNone = count === 0 || !Number.isFinite(share);
            const cell = h(
              'td',
              { class: [column === label ? 'right' : 'wrong', ...(isNone ? ['none'] : [])].join(' ') },
              shares
                ? Number.isFinite(share)
                  ? (100 * share).toFixed(share === 1 ? 0 : 1)
                  : '–'
                : formatCount(count),
            );
            cell.style.setProperty('--share', String(Number.isFinite(share) ? share : 0));
            return cell;
          }),
        );
      }),
    ),
  );
}
