import { t } from '../../src/shared/l10n';
import { OPERATION_COLUMNS, operationTexts } from '../../src/shared/operation';
import type { Operation } from '../contract';
import { formatCount } from '../model/format';
import type { Scene } from '../model/scene';
import type { ChartTable } from '../model/table';
import type { Look } from './chartGrid';
import { h, setText } from './h';
import { fillTable } from './table';

export interface OperationsView {
  readonly element: HTMLElement;
  update(scene: Scene, look: Pick<Look, 'standalone'>): void;
}

/**
 * The operations of the compiled training step, folded until somebody wants to see them.
 *
 * @param list asks for them
 */
export function createOperations(list: () => void): OperationsView {
  const title = h('summary', { class: 'section-title' }, t('Operations of a training step'));
  const hint = h('p', { class: 'hint' });
  const table = h('table', { 'aria-label': t('Operations of a training step') });
  const element = h(
    'details',
    { class: 'operations' },
    title,
    hint,
    h(
      'div',
      { class: 'operations-table', tabindex: 0, role: 'region', 'aria-label': t('Operations') },
      table,
    ),
  );
  let operations: Scene['operations'];
  let isStandalone = false;
  const fill = (): void => {
    if (!element.open) return;
    if (isStandalone) setText(hint, t('Reports hold none. `initscope summary --operations` lists them.'));
    else if (operations === undefined) setText(hint, t('Listing them…'));
    else if ('problem' in operations) setText(hint, t('They cannot be listed: {0}', operations.problem));
    else {
      setText(
        hint,
        t(
          '{0} in the order in which they run: forward, loss, gradients and update. Engines compile this graph.',
          formatCount(operations.length),
        ),
      );
      fillTable(table, operationsTable(operations));
    }
  };
  element.addEventListener('toggle', () => {
    const isMissing = operations === undefined || 'problem' in operations;
    if (element.open && isMissing && !isStandalone) list();
    fill();
  });
  return {
    element,
    update(scene, { standalone }) {
      isStandalone = standalone;
      operations = scene.operations;
      // logs of other programs tell of no step, and a comparison of several
      element.hidden = scene.manifest.source !== undefined;
      fill();
    },
  };
}

const operationsTable = (operations: readonly Operation[]): ChartTable => ({
  columns: ['#', t('Operation'), t('Inputs'), t('Output'), t('Makes')],
  rows: operations.map((operation, index) => {
    const texts = operationTexts(operation);
    return [index + 1, ...OPERATION_COLUMNS.map((column) => texts[column])];
  }),
});
