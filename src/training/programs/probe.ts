import { lossAndGradients } from '../../nn/gradients';
import { activationEntry, forward } from '../../nn/model';
import type { LayerActivations } from '../../nn/model';
import type { ModelSpec } from '../../nn/layers/layer';
import type { Tensor, TensorMap, Tf } from '../../nn/tensors';
import type { StepPlan } from '../../nn/trainStep';
import type { Program } from '../../engine/program';
import { tag } from '../../shared/tags';
import type { Statistic } from '../../shared/tags';
import { binned } from '../telemetry/histogram';
import { layerStatistics } from '../telemetry/layerStatistics';
import { gradientStatistics } from '../telemetry/weightStatistics';
import { batchTypes } from './batch';
import type { BatchShape } from './batch';
import { below, splitState } from './state';

type Probed = Pick<StepPlan, 'model' | 'loss'>;
type ProbeInputs = TensorMap & Readonly<Record<'inputs' | 'targets', Tensor>>;

/**
 * Where the network is looked at: the probe batch in training mode without noise. Batch normalisation uses the
 * statistics of this batch, as training would; dropout and rrelu's noise are off.
 */
const look = (
  tf: Tf,
  model: ModelSpec,
  state: TensorMap,
  inputs: Tensor,
): Readonly<Record<string, LayerActivations>> =>
  forward(tf, model, { ...splitState(state), inputs }, { training: true, activations: true }).layers;

/**
 * Gradients of the mean loss over the first samples of the probe batch, as many as a minibatch has: as noisy and as
 * large as those that the optimizer is given, which the prediction is of too, and a fraction of the whole's time.
 */
const gradientsOf = (
  tf: Tf,
  { model, loss }: Probed,
  state: TensorMap,
  { inputs, targets }: ProbeInputs,
  minibatch: number,
): TensorMap => {
  const first = (x: Tensor): Tensor => {
    const [samples = 0, ...sample] = x.shape;
    return tf.slice(
      x,
      x.shape.map(() => 0),
      [Math.min(minibatch, samples), ...sample],
    );
  };
  const given = { ...splitState(state), inputs: first(inputs), targets: first(targets) };
  return lossAndGradients(tf, model, loss, given, true).gradients;
};

/**
 * All scalars of a probe by tag, see docs/telemetry.md; `update_ratio` comes from the measured step.
 * @param minibatch samples of a training step
 */
export const probeProgram = (plan: Probed, batch: BatchShape, minibatch: number): Program => ({
  inputs: batchTypes(batch),
  run(tf, state, given) {
    const probe = given as ProbeInputs;
    const scalars: Record<string, Tensor> = {};
    const put = (subject: string, statistics: Partial<Record<Statistic, Tensor>>): void => {
      for (const [name, scalar] of Object.entries(statistics))
        scalars[tag(name as Statistic, subject)] = scalar;
    };
    for (const [path, gradient] of Object.entries(gradientsOf(tf, plan, state, probe, minibatch)))
      put(path, gradientStatistics(tf, gradient));
    for (const [name, tensors] of Object.entries(look(tf, plan.model, state, probe.inputs))) {
      const { activation } = plan.model.layers.find((layer) => layer.name === name) ?? {};
      put(
        name,
        layerStatistics(tf, tensors, activation ? activationEntry(activation.name) : { canDie: false }),
      );
    }
    return { state: {}, outputs: scalars };
  },
});

/** Histograms of all weights, their gradients, pre-activations and activations by tag, as `binned` packs them. */
export const histogramProgram = (plan: Probed, batch: BatchShape, minibatch: number): Program => ({
  inputs: batchTypes(batch),
  run(tf, state, given) {
    const probe = given as ProbeInputs;
    const outputs: Record<string, Tensor> = {};
    for (const [path, weight] of Object.entries(below('weights', state)))
      outputs[tag('weights', path)] = binned(tf, weight);
    for (const [path, gradient] of Object.entries(gradientsOf(tf, plan, state, probe, minibatch)))
      outputs[tag('gradients', path)] = binned(tf, gradient);
    for (const [name, { pre, post }] of Object.entries(look(tf, plan.model, state, probe.inputs))) {
      outputs[tag('pre_activations', name)] = binned(tf, pre);
      outputs[tag('activations', name)] = binned(tf, post);
    }
    return { state: {}, outputs };
  },
});
