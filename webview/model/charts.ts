import { ACCURACY, LOSS, tag } from '../../src/shared/tags';
import type { LayerStatistic } from '../../src/shared/tags';
import type { PageState } from '../contract';
import { layersPlot } from './layersPlot';
import type { Plot } from './plot';
import { predictedOf } from './prediction';
import type { Scene } from './scene';
import { layersWith, pickedLayer } from './scene';
import type { Source, StepsChart } from './stepsPlot';
import { stepsPlot } from './stepsPlot';

/** The panel's charts in reading order. */
export const CHART_IDS = [
  'loss',
  'accuracy',
  'deadByLayer',
  'deadOverSteps',
  'varianceByLayer',
  'varianceOverSteps',
] as const;
export type ChartId = (typeof CHART_IDS)[number];

export interface ChartText {
  readonly title: string;
  /** How to read the lines. */
  readonly hint: string;
}

/** Scales before anyone has chosen otherwise. */
const LOG_AT_FIRST: Readonly<Record<ChartId, boolean>> = {
  loss: false,
  accuracy: false,
  deadByLayer: false,
  deadOverSteps: false,
  varianceByLayer: true,
  varianceOverSteps: true,
};

/** Charts for which a log scale makes sense: counts and accuracies are bounded and often zero. */
export const SCALABLE: readonly ChartId[] = ['loss', 'varianceByLayer', 'varianceOverSteps'];

export const isLog = ({ logScale }: PageState, chart: ChartId): boolean =>
  logScale[chart] ?? LOG_AT_FIRST[chart];

/** Charts that the experiment can fill: a regression has no accuracy. */
export const chartsOf = ({ manifest }: Scene): readonly ChartId[] =>
  CHART_IDS.filter((id) => id !== 'accuracy' || manifest.experiment.training.loss === 'softmaxCrossEntropy');

const SPLIT_HINT = 'Thin: minibatch in training. Thick, with points: validation.';
const DEAD = 'Zero on every probe sample.';

export function textOf(scene: Scene, id: ChartId): ChartText {
  switch (id) {
    case 'loss':
      return { title: 'Loss', hint: SPLIT_HINT };
    case 'accuracy':
      return { title: 'Accuracy', hint: SPLIT_HINT };
    case 'deadByLayer':
      return { title: 'Dead ReLUs per layer', hint: DEAD };
    case 'deadOverSteps':
      return { title: onLayer('Dead ReLUs', scene), hint: DEAD };
    case 'varianceByLayer':
      return {
        title: 'Activation variance per layer',
        hint: `Over units and probe samples. Level: the signal keeps its size.${predictionHint(scene)}`,
      };
    case 'varianceOverSteps':
      return {
        title: onLayer('Activation variance', scene),
        hint: `Over units and probe samples.${predictionHint(scene)}`,
      };
  }
}

const predictionHint = ({ manifest }: Scene): string =>
  manifest.prediction === undefined ? '' : ' Dotted: predicted before training.';

const onLayer = (what: string, scene: Scene): string => {
  const layer = pickedLayer(scene);
  return layer === undefined ? `${what} over steps` : `${what} of ${layer}`;
};

/** @param buckets see {@link stepsPlot} */
export function plotOf(scene: Scene, id: ChartId, buckets: number): Plot {
  const log = isLog(scene.state, id);
  switch (id) {
    case 'loss':
      return stepsPlot(
        scene,
        { ...overSplits(scene, LOSS), yTitle: lossTitle(scene), log, min: 0, unbounded: true },
        buckets,
      );
    case 'accuracy':
      return stepsPlot(
        scene,
        {
          ...overSplits(scene, ACCURACY),
          yTitle: 'Accuracy (%)',
          log,
          min: 0,
          max: 1,
          percent: true,
        },
        buckets,
      );
    case 'deadByLayer':
      return layersPlot(scene, {
        kind: 'bars',
        statistic: 'dead_units',
        share: 'dead_fraction',
        column: 'Dead units',
        yTitle: 'Dead units',
        log,
        empty: emptyText(scene, 'No layer here can have dead units: they come with ReLU.'),
      });
    case 'deadOverSteps':
      return stepsPlot(scene, { ...ofLayer(scene, 'dead_units', 'Dead units'), log, min: 0 }, buckets);
    case 'varianceByLayer':
      return layersPlot(scene, {
        kind: 'lines',
        statistic: 'activation_variance',
        column: 'Variance',
        yTitle: 'Activation variance',
        log,
        empty: emptyText(scene, 'No activation statistics were recorded.'),
      });
    case 'varianceOverSteps':
      return stepsPlot(
        scene,
        {
          ...ofLayer(scene, 'activation_variance', 'Activation variance'),
          log,
          min: 0,
          unbounded: true,
          predicted: (initializer) => {
            const layer = pickedLayer(scene);
            return layer === undefined
              ? undefined
              : predictedOf(scene, initializer, layer, 'activation_variance');
          },
        },
        buckets,
      );
  }
}

const lossTitle = ({ manifest }: Scene): string =>
  manifest.experiment.training.loss === 'softmaxCrossEntropy' ? 'Cross-entropy (nats)' : 'Mean squared error';

function overSplits(scene: Scene, quantity: string): Pick<StepsChart, 'sources' | 'empty'> {
  const sources: readonly Source[] = [
    { name: 'Training', split: 'train', tag: quantity, noisy: true },
    { name: 'Validation', split: 'validation', tag: quantity, noisy: false },
  ];
  const hidden: readonly string[] = scene.state.hiddenSplits ?? [];
  return {
    sources: sources.filter(({ split }) => !hidden.includes(split)),
    empty: emptyText(scene, 'Nothing to show: all lines are hidden.'),
  };
}

function ofLayer(
  scene: Scene,
  statistic: LayerStatistic,
  title: string,
): Pick<StepsChart, 'sources' | 'empty' | 'yTitle'> {
  const layer = pickedLayer(scene);
  const missing = layersWith(scene, statistic).length > 0 && layer !== undefined;
  return {
    yTitle: title,
    sources:
      layer === undefined ? [] : [{ name: title, split: 'probe', tag: tag(statistic, layer), noisy: false }],
    empty: emptyText(
      scene,
      missing
        ? `No ${title.toLowerCase()} recorded for ${layer}, or its lines are hidden.`
        : `No ${title.toLowerCase()} recorded in this run.`,
    ),
  };
}

const emptyText = ({ manifest, store }: Scene, otherwise: string): string => {
  if (!store.isEmpty) return otherwise;
  return manifest.state === 'running' || manifest.state === 'paused'
    ? 'Waiting for the first values…'
    : 'This run recorded no values.';
};
