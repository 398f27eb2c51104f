import type { Chart } from '../model/chart';
import type { ChartCard } from './chart/chartCard';
import { createChartCard } from './chart/chartCard';
import type { StyleOf } from './chart/style';
import type { Actions } from './controls';
import { h } from './h';
import type { ChartTheme } from './theme';

/** How a drawing looks, the same for all of a page. */
export interface Look {
  readonly theme: ChartTheme;
  readonly styleOf: StyleOf;
  /** No host answers. */
  readonly standalone: boolean;
}

export interface ChartGrid {
  readonly element: HTMLElement;
  update(charts: readonly Chart[], look: Look): void;
}

/** Charts side by side; a chart keeps its card for as long as it is shown. */
export function createChartGrid(actions: Actions): ChartGrid {
  const element = h('div', { class: 'charts' });
  const cards = new Map<string, ChartCard>();

  const cardOf = (id: string): ChartCard => {
    const known = cards.get(id);
    if (known !== undefined) return known;
    const card = createChartCard(id, {
      cursor: (axis, x) => {
        for (const [other, one] of cards) if (other !== id) one.showCursor(axis, x);
      },
      ...actions,
    });
    cards.set(id, card);
    return card;
  };

  return {
    element,
    update(charts, look) {
      const shown = charts.map(({ id }) => cardOf(id).element);
      if (shown.length !== element.children.length || shown.some((one, at) => one !== element.children[at]))
        element.replaceChildren(...shown);
      for (const chart of charts) cardOf(chart.id).update({ chart, ...look });
      const ids = new Set(charts.map(({ id }) => id));
      for (const [id, card] of cards) {
        if (ids.has(id)) continue;
        card.destroy();
        cards.delete(id);
      }
    },
  };
}
