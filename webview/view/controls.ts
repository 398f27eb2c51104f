import type { PageState } from '../contract';
import { formatCount } from '../model/format';
import { MAX_SMOOTHING, toggled } from '../model/pageState';
import { X_AXES } from '../model/xAxis';
import { h } from './h';
import { createSeeds } from './seeds';
import { checkbox, picker, slider } from './toolkit';

export interface ControlsView {
  readonly state: PageState;
  readonly seeds: readonly number[];
  readonly layers: readonly string[];
  readonly layer: string | undefined;
  /** Steps of the probes, ascending. */
  readonly probeSteps: readonly number[];
}

export interface Controls {
  readonly element: HTMLElement;
  update(view: ControlsView): void;
}

const AXIS_NAMES: Readonly<Record<PageState['xAxis'], string>> = {
  step: 'Step',
  epoch: 'Epoch',
  time: 'Time',
};
const SPLITS = [
  { split: 'train', text: 'Training' },
  { split: 'validation', text: 'Validation' },
] as const;

/** What all charts are drawn by. @param change receives a change of the page's state */
export function createControls(change: (edit: (state: PageState) => PageState) => void): Controls {
  let probeSteps: readonly number[] = [];
  const xAxis = picker('X axis', (value) => {
    change((state) => ({ ...state, xAxis: X_AXES.find((axis) => axis === value) ?? 'step' }));
  });
  const smoothing = slider('Smoothing', 0.01, (value) => {
    change((state) => ({ ...state, smoothing: value }));
  });
  const layer = picker('Layer', (value) => change((state) => ({ ...state, layer: value })));
  const seedsAs = picker('Lines', (value) => {
    change((state) => ({ ...state, seedsAs: value === 'each' ? 'each' : 'mean' }));
  });
  const probe = slider('Layer charts at step', 1, (index) => {
    change(({ probeStep: _, ...state }) => {
      const step = probeSteps[index];
      return step === undefined || index === probeSteps.length - 1 ? state : { ...state, probeStep: step };
    });
  });
  const seeds = createSeeds((seed) => {
    change((state) => ({ ...state, hiddenSeeds: toggled(state.hiddenSeeds, seed) }));
  });
  const splits = SPLITS.map(({ split, text }) => ({
    split,
    box: checkbox(text, (checked) => {
      change(({ hiddenSplits = [], ...state }) => {
        const others = hiddenSplits.filter((other) => other !== split);
        return { ...state, hiddenSplits: checked ? others : [...others, split] };
      });
    }),
  }));
  return {
    element: h(
      'div',
      { class: 'controls', role: 'group', 'aria-label': 'Chart settings' },
      xAxis.element,
      h('div', { class: 'control' }, ...splits.map(({ box }) => box)),
      smoothing.element,
      seeds.element,
      seedsAs.element,
      layer.element,
      probe.element,
    ),
    update(view) {
      const { state, layers } = view;
      probeSteps = view.probeSteps;
      xAxis.update(
        X_AXES.map((value) => ({ value, text: AXIS_NAMES[value] })),
        state.xAxis,
      );
      smoothing.update(
        state.smoothing,
        MAX_SMOOTHING,
        state.smoothing === 0 ? 'off' : state.smoothing.toFixed(2),
      );
      layer.element.hidden = layers.length === 0;
      layer.update(
        layers.map((name) => ({ value: name, text: name })),
        view.layer ?? '',
      );
      seeds.update(view.seeds, state.hiddenSeeds);
      seedsAs.element.hidden = view.seeds.length < 2;
      seedsAs.update(
        [
          { value: 'mean', text: 'Mean ± sd' },
          { value: 'each', text: 'Each seed' },
        ],
        state.seedsAs ?? 'mean',
      );
      probe.element.hidden = probeSteps.length < 2;
      const chosen = state.probeStep === undefined ? -1 : probeSteps.lastIndexOf(state.probeStep);
      const last = Math.max(0, probeSteps.length - 1);
      probe.update(
        chosen < 0 ? last : chosen,
        last,
        chosen < 0 ? 'latest' : formatCount(probeSteps[chosen] ?? 0),
      );
      for (const { split, box } of splits) box.checked = !(state.hiddenSplits ?? []).includes(split);
    },
  };
}
