import type { LayerSpec } from '../../src/nn/layers/layer';
import { tag } from '../../src/shared/tags';
import type { LayerStatistic, WeightStatistic } from '../../src/shared/tags';
import { t } from '../../src/shared/l10n';
import type { Scene } from './scene';
import { inOrder } from './scene';

/** One figure by which layers are compared over depth and time. */
export interface Measure {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly statistic: LayerStatistic | WeightStatistic;
  /** The figure is of a layer's main weight tensor instead of the layer itself. */
  readonly ofWeights?: true;
  /** Shares of one, written as per cent. */
  readonly percent?: true;
  /** Theory predicts it. */
  readonly predicted?: LayerStatistic;
}

const over = (): string => t('Over units and probe samples.');

export const MEASURES: readonly Measure[] = [
  {
    id: 'variance',
    get title() {
      return t('Activation variance');
    },
    get hint() {
      return `${over()} ${t('Level over depth: the signal keeps its size.')}`;
    },
    statistic: 'activation_variance',
    predicted: 'activation_variance',
  },
  {
    id: 'secondMoment',
    get title() {
      return t('Pre-activation second moment');
    },
    get hint() {
      return `${over()} ${t('The q of signal-propagation theory.')}`;
    },
    statistic: 'pre_activation_second_moment',
    predicted: 'pre_activation_second_moment',
  },
  {
    id: 'dead',
    get title() {
      return t('Dead units');
    },
    get hint() {
      return t('Share of units that are zero on every probe sample.');
    },
    statistic: 'dead_fraction',
    percent: true,
    predicted: 'dead_fraction',
  },
  {
    id: 'inactive',
    get title() {
      return t('Inactive values');
    },
    get hint() {
      return t('Share of the activations that are zero.');
    },
    statistic: 'inactive_fraction',
    percent: true,
    predicted: 'inactive_fraction',
  },
  {
    id: 'saturated',
    get title() {
      return t('Saturated values');
    },
    get hint() {
      return t('Share of the activations that are near a bound of their function.');
    },
    statistic: 'saturated_fraction',
    percent: true,
    predicted: 'saturated_fraction',
  },
  {
    id: 'gradientNorm',
    get title() {
      return t('Gradient norm');
    },
    get hint() {
      return t(
        'Euclidean norm of the gradient of each layer’s kernel, of the mean loss over the first minibatch of the probe.',
      );
    },
    statistic: 'gradient_norm',
    ofWeights: true,
  },
  {
    id: 'updateRatio',
    get title() {
      return t('Update ratio');
    },
    get hint() {
      return t('Norm of the next update ÷ norm of the weights, of each layer’s kernel. About 10⁻³ is usual.');
    },
    statistic: 'update_ratio',
    ofWeights: true,
  },
];

/** A layer of which a measure was recorded. */
export interface MeasuredLayer {
  readonly layer: string;
  readonly tag: string;
  readonly spec: LayerSpec | undefined;
}

/** Measures that the run has recorded. */
export const measuresOf = (scene: Scene): readonly Measure[] =>
  MEASURES.filter(({ statistic }) => scene.store.subjectsOf(statistic).size > 0);

/** The measure picked, or else the first there is. */
export function pickedMeasure(scene: Scene): Measure | undefined {
  const measures = measuresOf(scene);
  return measures.find(({ id }) => id === scene.state.measure) ?? measures[0];
}

/** Layers of which the measure was recorded, from input to output. */
export function measuredLayers(scene: Scene, { statistic, ofWeights }: Measure): readonly MeasuredLayer[] {
  const specs = new Map(scene.manifest.experiment.model.layers.map((layer) => [layer.name, layer]));
  const byLayer = new Map<string, string>();
  for (const subject of scene.store.subjectsOf(statistic)) {
    const slash = ofWeights === undefined ? -1 : subject.lastIndexOf('/');
    const layer = slash < 0 ? subject : subject.slice(0, slash);
    // a layer is spoken for by its kernel, or by its first tensor if it has none
    if (subject.endsWith('/kernel') || !byLayer.has(layer)) byLayer.set(layer, subject);
  }
  return inOrder(scene, [...byLayer.keys()]).map((layer) => ({
    layer,
    tag: tag(statistic, byLayer.get(layer) ?? layer),
    spec: specs.get(layer),
  }));
}
