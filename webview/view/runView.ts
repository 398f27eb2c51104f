import type { LiveProgress, PageState } from '../contract';
import type { ChartId } from '../model/charts';
import { CHART_IDS, chartsOf, isLog, plotOf, SCALABLE, textOf } from '../model/charts';
import { isolated, toggled } from '../model/pageState';
import { styleOf } from '../model/palette';
import type { Scene } from '../model/scene';
import { initializersOf, layerChoices, pickedLayer, seedsOf } from '../model/scene';
import { trialNote } from '../model/trialNote';
import type { ChartCard } from './chart/chartCard';
import { createChartCard } from './chart/chartCard';
import type { StyleOf } from './chart/datasets';
import { createControls } from './controls';
import { h } from './h';
import type { Action } from './header';
import { createHeader } from './header';
import { createLegend } from './legend';
import { failureNotice } from './notices';
import { createResults } from './results';
import type { ChartTheme } from './theme';
import { readTheme } from './theme';

export interface RunViewEvents {
  readonly standalone: boolean;
  readonly change: (edit: (state: PageState) => PageState) => void;
  readonly act: (action: Action) => void;
}

export interface RunView {
  readonly element: HTMLElement;
  update(scene: Scene, progress: LiveProgress | undefined): void;
}

/** The whole page of one run. */
export function createRunView({ standalone, change, act }: RunViewEvents): RunView {
  let initializers: readonly string[] = [];
  const header = createHeader(act);
  const problems = h('div');
  const legend = createLegend({
    onToggle: (initializer) => {
      change((state) => ({ ...state, hiddenInitializers: toggled(state.hiddenInitializers, initializer) }));
    },
    onIsolate: (initializer) => {
      change((state) => ({
        ...state,
        hiddenInitializers: isolated(initializers, state.hiddenInitializers, initializer),
      }));
    },
  });
  const controls = createControls(change);
  const cards = new Map(CHART_IDS.map((id) => [id, createCard(id)]));
  const charts = h('div', { class: 'charts' }, ...[...cards.values()].map((card) => card.element));
  const results = createResults();

  function createCard(id: ChartId): ChartCard {
    return createChartCard(id, {
      onCursor: (x) => {
        for (const [other, card] of cards) if (other !== id) card.showCursor(x);
      },
      onLogScale: (log) => {
        change((state) => ({ ...state, logScale: { ...state.logScale, [id]: log } }));
      },
    });
  }

  return {
    element: h(
      'div',
      { class: 'run' },
      ...(standalone ? [] : [header.element]),
      problems,
      h('div', { class: 'toolbar' }, legend.element, controls.element),
      charts,
      results.element,
    ),
    update(scene, progress) {
      const { manifest, state, store } = scene;
      const theme = readTheme();
      initializers = initializersOf(manifest);
      const styles = stylesOf(initializers, theme);
      header.update(manifest, progress);
      const failure = failureNotice(manifest);
      problems.replaceChildren(...(failure === undefined ? [] : [failure]));
      legend.update(
        initializers.map((initializer) => ({
          initializer,
          style: styles(initializer),
          shown: !state.hiddenInitializers.includes(initializer),
          note: trialNote(manifest, initializer),
        })),
      );
      const layers = layerChoices(scene);
      controls.update({
        state,
        seeds: seedsOf(manifest),
        layers,
        layer: pickedLayer(scene),
        probeSteps: store.stepsOf('probe', 'activation_variance'),
      });
      const charted = chartsOf(scene);
      for (const [id, card] of cards) {
        card.element.hidden = !charted.includes(id);
        if (card.element.hidden) continue;
        card.update({
          text: textOf(scene, id),
          log: SCALABLE.includes(id) ? isLog(state, id) : undefined,
          plot: plotOf(scene, id, card.buckets()),
          theme,
          styleOf: styles,
        });
      }
      results.update(scene, styles);
    },
  };
}

/** Styles by the initializer's place in the experiment, looked up once for a drawing. */
function stylesOf(initializers: readonly string[], theme: ChartTheme): StyleOf {
  const styles = new Map(
    initializers.map((label, index) => [label, { ...styleOf(index, theme.kind), index }]),
  );
  return (initializer) => styles.get(initializer) ?? { ...styleOf(0, theme.kind), index: 0 };
}
