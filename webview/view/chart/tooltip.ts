import type { Reading, ReadingRow } from '../../model/plot';
import type { Style } from '../../model/palette';
import { h } from '../h';
import { swatch } from '../swatch';

export interface Tooltip {
  readonly element: HTMLElement;
  /** @param left where the cursor stands in the plot, px @param width of the plot, px */
  show(reading: Reading, styleOf: (initializer: string) => Style, left: number, width: number): void;
  hide(): void;
}

const GAP = 12;

/** Values of all initializers at the cursor. Announced to screen readers when the keyboard moves it. */
export function createTooltip(): Tooltip {
  const element = h('div', { class: 'tooltip', role: 'status', 'aria-live': 'polite', hidden: true });
  return {
    element,
    show(reading, styleOf, left, width) {
      element.hidden = false;
      element.replaceChildren(
        h('p', { class: 'tooltip-heading' }, reading.heading),
        h(
          'table',
          {},
          headOf(reading),
          h(
            'tbody',
            {},
            ...reading.rows.map((row) =>
              rowOf(row, row.initializer === undefined ? undefined : styleOf(row.initializer)),
            ),
          ),
        ),
      );
      const onLeft = left > width / 2;
      const place = onLeft ? left - element.offsetWidth - GAP : left + GAP;
      element.style.left = `${Math.min(Math.max(place, 0), Math.max(0, width - element.offsetWidth))}px`;
    },
    hide() {
      element.hidden = true;
    },
  };
}

const headOf = ({ columns }: Reading): HTMLElement =>
  h('thead', {}, h('tr', {}, h('th', {}), ...columns.map((column) => h('th', { scope: 'col' }, column))));

const rowOf = ({ name, cells }: ReadingRow, style: Style | undefined): HTMLElement =>
  h(
    'tr',
    {},
    h('th', { scope: 'row' }, style === undefined ? undefined : swatch(style), name),
    ...cells.map((cell) => h('td', {}, cell)),
  );
