import { lossAndGradients } from '../../nn/gradients';
import { activationEntry, forward } from '../../nn/model';
import type { LayerActivations } from '../../nn/model';
import type { ModelSpec } from '../../nn/layers/layer';
import type { TrainingState } from '../../nn/step';
import type { Scalar, Tensor, TensorMap, Tf } from '../../nn/tensors';
import type { StepPlan } from '../../nn/trainStep';
import { tag } from '../../shared/tags';
import type { Statistic } from '../../shared/tags';
import type { DeviceBatch } from '../minibatches';
import { histogram } from './histogram';
import type { Histogram } from './histogram';
import { layerStatistics } from './layerStatistics';
import { readScalars } from './readScalars';
import { gradientStatistics, updateNorms, updateRatio } from './weightStatistics';

/**
 * Where the network is looked at: the probe batch in training mode without noise. Batch normalisation uses the
 * statistics of this batch, as training would; dropout and rrelu's noise are off.
 */
const trace = (
  tf: Tf,
  model: ModelSpec,
  state: Pick<TrainingState, 'weights' | 'statistics'>,
  { inputs }: DeviceBatch,
): Readonly<Record<string, LayerActivations>> =>
  tf.tidy(() => forward(tf, model, { ...state, inputs }, { training: true, activations: true }).layers);

/** All scalars of a probe by tag, see docs/telemetry.md; `update_ratio` comes from `measureUpdate`. */
export function measureState(
  tf: Tf,
  { model, loss }: Pick<StepPlan, 'model' | 'loss'>,
  state: TrainingState,
  batch: DeviceBatch,
): Promise<ReadonlyMap<string, number>> {
  return readScalars(tf, () => {
    const scalars = new Map<string, Scalar>();
    const put = (subject: string, statistics: Partial<Record<Statistic, Scalar>>): void => {
      for (const [name, scalar] of Object.entries(statistics))
        scalars.set(tag(name as Statistic, subject), scalar);
    };
    const { gradients, ...rest } = lossAndGradients(tf, model, loss, { ...state, ...batch }, true);
    for (const [path, gradient] of Object.entries(gradients)) put(path, gradientStatistics(tf, gradient));
    tf.dispose([gradients, rest]);
    const linear = { canDie: false };
    for (const [name, tensors] of Object.entries(trace(tf, model, state, batch))) {
      const { activation } = model.layers.find((layer) => layer.name === name) ?? {};
      put(name, layerStatistics(tf, tensors, activation ? activationEntry(activation.name) : linear));
    }
    return scalars;
  });
}

/** `update_ratio` of each weight by tag, those that have one. */
export async function measureUpdate(
  tf: Tf,
  before: TensorMap,
  after: TensorMap,
): Promise<ReadonlyMap<string, number>> {
  const norms = await readScalars(tf, () => {
    const scalars = new Map<string, Scalar>();
    for (const [path, old] of Object.entries(before)) {
      const { update, weight } = updateNorms(tf, old, after[path] ?? old);
      scalars.set(`update ${path}`, update);
      scalars.set(`weight ${path}`, weight);
    }
    return scalars;
  });
  const ratios = Object.keys(before).flatMap((path) => {
    const ratio = updateRatio(norms.get(`update ${path}`) ?? NaN, norms.get(`weight ${path}`) ?? NaN);
    return ratio === undefined ? [] : [[tag('update_ratio', path), ratio] as const];
  });
  return new Map(ratios);
}

/** Histograms of all weights, pre-activations and activations by tag; those of tensors that are finite. */
export async function drawHistograms(
  tf: Tf,
  model: ModelSpec,
  state: TrainingState,
  batch: DeviceBatch,
): Promise<ReadonlyMap<string, Histogram>> {
  const layers = trace(tf, model, state, batch);
  const tensors: (readonly [string, Tensor])[] = [
    ...Object.entries(state.weights).map(([path, weight]) => [tag('weights', path), weight] as const),
    ...Object.entries(layers).flatMap(([name, { pre, post }]) => [
      [tag('pre_activations', name), pre] as const,
      [tag('activations', name), post] as const,
    ]),
  ];
  try {
    const drawn = new Map<string, Histogram>();
    for (const [name, tensor] of tensors) {
      const bins = await histogram(tf, tensor);
      if (bins) drawn.set(name, bins);
    }
    return drawn;
  } finally {
    tf.dispose(Object.values(layers).flatMap(({ pre, post }) => [pre, post]));
  }
}
