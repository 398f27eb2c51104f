import type { HealthRuleName } from '../../src/health/registry';
import { t } from '../../src/shared/l10n';
import type { HistogramRequest, Output, PageState, PredictionsRequest } from '../contract';
import { measuresOf, pickedMeasure } from '../model/measures';
import { MAX_SMOOTHING } from '../model/pageState';
import type { Scene } from '../model/scene';
import { layerChoices, pickedLayer, seedsOf } from '../model/scene';
import { countsUpdates, X_AXES } from '../model/xAxis';
import { h } from './h';
import { checkbox, picker, slider } from './toolkit';

/** One setting of a tab's charts. */
export interface Control {
  readonly element: HTMLElement;
  update(scene: Scene): void;
}

/** Makes a change to the page's state. */
export type Change = (edit: (state: PageState) => PageState) => void;

/** What the parts of the page can bring about. */
export interface Actions {
  readonly change: Change;
  readonly output: (output: Output) => void;
  /** These histograms are shown: asks for them, once. */
  readonly need: (request: HistogramRequest) => void;
  /** The networks are shown: asks what they make of these samples, once, or anew. */
  readonly ask: (request: PredictionsRequest, anew?: boolean) => void;
  /** Asks for the operations of a training step. */
  readonly listOperations: () => void;
  /** Opens the documentation of a health rule. */
  readonly explain: (rule: HealthRuleName) => void;
  /** Opens another run of the sweep. */
  readonly open: (folder: string) => void;
}

const axisNames = (): Readonly<Record<PageState['xAxis'], string>> => ({
  step: t('Step'),
  epoch: t('Epoch'),
  time: t('Time'),
});
const splits = () =>
  [
    { split: 'train', text: t('Training') },
    { split: 'validation', text: t('Validation') },
  ] as const;

/** The settings of a tab in a row. */
export function controlBar(...controls: readonly Control[]): Control {
  return {
    element: h(
      'div',
      { class: 'controls', role: 'group', 'aria-label': t('Chart settings') },
      ...controls.map(({ element }) => element),
    ),
    update(scene) {
      for (const control of controls) control.update(scene);
    },
  };
}

export function xAxisControl(change: Change): Control {
  const control = picker(t('X axis'), (value) => {
    change((state) => ({ ...state, xAxis: X_AXES.find((axis) => axis === value) ?? 'step' }));
  });
  const choices = X_AXES.map((value) => ({ value, text: axisNames()[value] }));
  return {
    element: control.element,
    update({ state, manifest }) {
      const offered = countsUpdates(manifest) ? choices : choices.filter(({ value }) => value !== 'epoch');
      control.update(offered, state.xAxis);
    },
  };
}

export function splitsControl(change: Change): Control {
  const boxes = splits().map(({ split, text }) => ({
    split,
    box: checkbox(text, (checked) => {
      change(({ hiddenSplits = [], ...state }) => {
        const others = hiddenSplits.filter((other) => other !== split);
        return { ...state, hiddenSplits: checked ? others : [...others, split] };
      });
    }),
  }));
  return {
    element: h('div', { class: 'control' }, ...boxes.map(({ box }) => box)),
    update({ state }) {
      for (const { split, box } of boxes) box.checked = !(state.hiddenSplits ?? []).includes(split);
    },
  };
}

export function smoothingControl(change: Change): Control {
  const control = slider(t('Smoothing'), 0.01, (smoothing) => {
    change((state) => ({ ...state, smoothing }));
  });
  return {
    element: control.element,
    update({ state: { smoothing } }) {
      control.update(smoothing, MAX_SMOOTHING, smoothing === 0 ? t('off') : smoothing.toFixed(2));
    },
  };
}

/** Mean over seeds or every seed; no choice when there is but one. */
export function linesControl(change: Change): Control {
  const control = picker(t('Lines'), (value) => {
    change((state) => ({ ...state, seedsAs: value === 'each' ? 'each' : 'mean' }));
  });
  const choices = [
    { value: 'mean', text: t('Mean ± sd') },
    { value: 'each', text: t('Each seed') },
  ];
  return {
    element: control.element,
    update({ manifest, state }) {
      control.element.hidden = seedsOf(manifest).length < 2;
      control.update(choices, state.seedsAs ?? 'mean');
    },
  };
}

export function layerControl(change: Change): Control {
  const control = picker(t('Layer'), (layer) => change((state) => ({ ...state, layer })));
  return {
    element: control.element,
    update(scene) {
      const layers = layerChoices(scene);
      control.element.hidden = layers.length === 0;
      control.update(
        layers.map((name) => ({ value: name, text: name })),
        pickedLayer(scene) ?? '',
      );
    },
  };
}

export function measureControl(change: Change): Control {
  const control = picker(t('Statistic'), (measure) => change((state) => ({ ...state, measure })));
  return {
    element: control.element,
    update(scene) {
      const measures = measuresOf(scene);
      control.element.hidden = measures.length === 0;
      control.update(
        measures.map(({ id, title }) => ({ value: id, text: title })),
        pickedMeasure(scene)?.id ?? '',
      );
    },
  };
}

/** What the lanes of findings stand for. */
export function lanesControl(change: Change): Control {
  const control = picker(t('Lanes'), (value) => {
    change((state) => ({ ...state, lanes: value === 'initializer' ? 'initializer' : 'rule' }));
  });
  const choices = [
    { value: 'rule', text: t('Rules') },
    { value: 'initializer', text: t('Initializers') },
  ];
  return {
    element: control.element,
    update: ({ state }) => control.update(choices, state.lanes ?? 'rule'),
  };
}
