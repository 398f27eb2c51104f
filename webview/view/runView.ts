import type { LiveProgress } from '../contract';
import { isolated, toggled } from '../model/pageState';
import type { Scene } from '../model/scene';
import { initializersOf, seedsOf } from '../model/scene';
import { trialNote } from '../model/trialNote';
import { stylesOf } from './chart/style';
import type { Actions } from './controls';
import { h } from './h';
import type { Action } from './header';
import { createHeader } from './header';
import { createLegend } from './legend';
import { failureNotice } from './notices';
import { createScrubber } from './scrubber';
import { createSeeds } from './seeds';
import { createTabs } from './tabs/tabs';
import { readTheme } from './theme';

export interface RunViewEvents extends Actions {
  readonly standalone: boolean;
  readonly act: (action: Action) => void;
}

export interface RunView {
  readonly element: HTMLElement;
  update(scene: Scene, progress: LiveProgress | undefined): void;
}

/** The whole page of one run. */
export function createRunView({ standalone, act, ...actions }: RunViewEvents): RunView {
  const { change } = actions;
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
  const seeds = createSeeds((seed) => {
    change((state) => ({ ...state, hiddenSeeds: toggled(state.hiddenSeeds, seed) }));
  });
  const scrubber = createScrubber(change);
  const tabs = createTabs(actions);

  return {
    element: h(
      'div',
      { class: 'run' },
      ...(standalone ? [] : [header.element]),
      problems,
      h(
        'div',
        { class: 'toolbar' },
        legend.element,
        h('div', { class: 'controls' }, scrubber.element, seeds.element),
      ),
      tabs.element,
    ),
    update(scene, progress) {
      const { manifest, state } = scene;
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
      seeds.update(seedsOf(manifest), state.hiddenSeeds);
      scrubber.update(scene);
      tabs.update(scene, { theme, styleOf: styles, standalone });
    },
  };
}
