import { initialize } from '../../src/nn/initialize';
import type { LayerInitializers } from '../../src/nn/initialize';
import type { ModelSpec } from '../../src/nn/layers/layer';
import { activationEntry, forward } from '../../src/nn/model';
import type { Tensor, Tf } from '../../src/nn/tensors';
import { layerStatistics } from '../../src/training/telemetry/layerStatistics';

/** What the probe measures of one layer. */
export interface Measured {
  readonly preSecondMoment: number;
  readonly postSecondMoment: number;
  /** Absent where no unit can die. */
  readonly dead?: number;
}

/** Draws real weights, runs the model on real inputs, and measures each layer as the probe does. */
export function measure(
  tf: Tf,
  model: ModelSpec,
  layers: LayerInitializers,
  inputs: Tensor,
  seed: number,
): readonly Measured[] {
  const drawn = initialize(model, { layers }, seed);
  return tf.tidy(() => {
    const weights = Object.fromEntries(
      Object.entries(drawn).map(([path, { shape, values }]) => [path, tf.tensor(values, [...shape])]),
    );
    const traced = forward(
      tf,
      model,
      { weights, statistics: {}, inputs },
      { training: true, activations: true },
    );
    return Object.entries(traced.layers).map(([name, tensors]) => {
      const { activation } = model.layers.find((layer) => layer.name === name) ?? {};
      const statistics = layerStatistics(
        tf,
        tensors,
        activation ? activationEntry(activation.name) : { canDie: false },
      );
      const dead = statistics.dead_fraction?.dataSync()[0];
      return {
        preSecondMoment: statistics.pre_activation_second_moment?.dataSync()[0] ?? NaN,
        postSecondMoment: statistics.activation_second_moment?.dataSync()[0] ?? NaN,
        ...(dead !== undefined && { dead }),
      };
    });
  });
}
