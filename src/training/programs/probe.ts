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

/** All scalars of a probe by tag, see docs/telemetry.md; `update_ratio` comes from the measured step. */
export const probeProgram = (
  { model, loss }: Pick<StepPlan, 'model' | 'loss'>,
  batch: BatchShape,
): Program => ({
  inputs: batchTypes(batch),
  run(tf, state, given) {
    const { inputs, targets } = given as ProbeInputs;
    const scalars: Record<string, Tensor> = {};
    const put = (subject: string, statistics: Partial<Record<Statistic, Tensor>>): void => {
      for (const [name, scalar] of Object.entries(statistics))
        scalars[tag(name as Statistic, subject)] = scalar;
    };
    const { gradients } = lossAndGradients(tf, model, loss, { ...splitState(state), inputs, targets }, true);
    for (const [path, gradient] of Object.entries(gradients)) put(path, gradientStatistics(tf, gradient));
    for (const [name, tensors] of Object.entries(look(tf, model, state, inputs))) {
      const { activation } = model.layers.find((layer) => layer.name === name) ?? {};
      put(
        name,
        layerStatistics(tf, tensors, activation ? activationEntry(activation.name) : { canDie: false }),
      );
    }
    return { state: {}, outputs: scalars };
  },
});

/** Histograms of all weights, their gradients, pre-activations and activations by tag, as `binned` packs them. */
export const histogramProgram = (
  { model, loss }: Pick<StepPlan, 'model' | 'loss'>,
  batch: BatchShape,
): Program => ({
  inputs: batchTypes(batch),
  run(tf, state, given) {
    const { inputs, targets } = given as ProbeInputs;
    const outputs: Record<string, Tensor> = {};
    for (const [path, weight] of Object.entries(below('weights', state)))
      outputs[tag('weights', path)] = binned(tf, weight);
    const { gradients } = lossAndGradients(tf, model, loss, { ...splitState(state), inputs, targets }, true);
    for (const [path, gradient] of Object.entries(gradients))
      outputs[tag('gradients', path)] = binned(tf, gradient);
    for (const [name, { pre, post }] of Object.entries(look(tf, model, state, inputs))) {
      outputs[tag('pre_activations', name)] = binned(tf, pre);
      outputs[tag('activations', name)] = binned(tf, post);
    }
    return { state: {}, outputs };
  },
});
