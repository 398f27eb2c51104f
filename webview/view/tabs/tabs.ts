import { t } from '../../../src/shared/l10n';
import type { TabId } from '../../contract';
import type { Scene } from '../../model/scene';
import { TAB_IDS, tabTitles } from '../../model/tabs';
import type { Look } from '../chartGrid';
import type { Actions } from '../controls';
import { h, setAttribute } from '../h';
import { createDistributions } from './distributions';
import { createHealth } from './health';
import { createLayers } from './layers';
import { createModel } from './model';
import { createOverview } from './overview';
import { createPredictions } from './predictions';
import { createSweep } from './sweep';
import type { TabView } from './tab';

const VIEWS: Readonly<Record<TabId, (actions: Actions) => TabView>> = {
  sweep: createSweep,
  overview: createOverview,
  layers: createLayers,
  distributions: createDistributions,
  health: createHealth,
  model: createModel,
  predictions: createPredictions,
};

export interface Tabs {
  readonly element: HTMLElement;
  update(scene: Scene, look: Look): void;
}

/** The tabs, of which one is shown, and all on paper. Arrow keys, Home and End go from tab to tab (WAI-ARIA). */
export function createTabs(actions: Actions): Tabs {
  let printing = false;
  let drawn: { readonly scene: Scene; readonly look: Look } | undefined;
  const show = (id: TabId): void => actions.change((state) => ({ ...state, tab: id }));
  const titles = tabTitles();
  const parts = TAB_IDS.map((id) => {
    const button = h(
      'button',
      { class: 'tab-button', type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}` },
      titles[id],
    );
    const view = VIEWS[id](actions);
    const panel = h(
      'div',
      { role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}`, hidden: true },
      h('h2', { class: 'print-only' }, titles[id]),
      view.element,
    );
    button.addEventListener('click', () => show(id));
    return { id, button, view, panel };
  });
  const list = h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': t('Views of the run') },
    ...parts.map(({ button }) => button),
  );
  list.addEventListener('keydown', (event) => {
    const there = parts.filter(({ button }) => !button.hidden);
    const at = there.findIndex(({ button }) => button === document.activeElement);
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: there.length - 1,
    };
    const wanted = to[event.key];
    const next = wanted === undefined ? undefined : there.at(wanted % there.length);
    if (next === undefined) return;
    event.preventDefault();
    next.button.focus();
    show(next.id);
  });

  const update = (scene: Scene, look: Look): void => {
    drawn = { scene, look };
    const { sweep, source } = scene.manifest;
    const isThere = (id: TabId): boolean => id !== 'sweep' || (sweep !== undefined && source === undefined);
    const { tab = 'overview' } = scene.state;
    const chosen = isThere(tab) ? tab : 'overview';
    const leaves = parts.some(
      ({ id, panel }) => id !== chosen && !panel.hidden && panel.contains(document.activeElement),
    );
    for (const { id, button, view, panel } of parts) {
      const isChosen = id === chosen;
      button.hidden = !isThere(id);
      setAttribute(button, 'aria-selected', String(isChosen));
      setAttribute(button, 'tabindex', isChosen ? 0 : -1);
      panel.hidden = !isChosen && !(printing && isThere(id));
      if (!panel.hidden) view.update(scene, look);
      // whoever came here by a key in another tab goes on from here
      if (isChosen && leaves && !printing) button.focus();
    }
  };
  const print = (begins: boolean): void => {
    printing = begins;
    if (drawn !== undefined) update(drawn.scene, drawn.look);
  };
  addEventListener('beforeprint', () => print(true));
  addEventListener('afterprint', () => print(false));
  return { element: h('div', { class: 'tabbed' }, list, ...parts.map(({ panel }) => panel)), update };
}
