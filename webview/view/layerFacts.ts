import type { LayerFacts } from '../model/modelGraph';
import { h, setText } from './h';
import { fillTable } from './table';

export interface LayerFactsView {
  readonly element: HTMLElement;
  update(facts: LayerFacts | undefined): void;
}

/** What the selected layer is, and its figures. */
export function createLayerFacts(): LayerFactsView {
  const title = h('h2', { id: 'layer-facts-title', class: 'section-title' });
  const list = h('dl', {});
  const table = h('table', { 'aria-labelledby': 'layer-facts-title' });
  const element = h(
    'section',
    { class: 'layer-facts', 'aria-labelledby': 'layer-facts-title' },
    title,
    list,
    table,
  );
  let shown = '';
  return {
    element,
    update(facts) {
      element.hidden = facts === undefined;
      if (facts === undefined) return;
      setText(title, facts.title);
      const content = JSON.stringify(facts.facts);
      if (content !== shown)
        list.replaceChildren(
          ...facts.facts.flatMap(([name, text]) => [h('dt', {}, name), h('dd', {}, text)]),
        );
      shown = content;
      table.hidden = facts.statistics.rows.length === 0;
      fillTable(table, facts.statistics);
    },
  };
}
