import { createStream } from '../random/stream';
import { drawUniform } from './layers/layer';
import type { ModelSpec } from './layers/layer';
import { activationEntry, layerEntry } from './model';
import { sizeOf } from './shape';
import type { Shape } from './shape';
import type { Tensor, TensorMap, Tf } from './tensors';

/** Shape, per sample, of the uniform noise that each layer needs in training (dropout, RReLU), by layer name. */
export const noiseShapes = (model: ModelSpec): Readonly<Record<string, Shape>> =>
  Object.fromEntries(
    model.layers.flatMap((layer) => {
      const own = layerEntry(layer).noise?.(layer.parameters, layer.inputShape);
      const activated = layer.activation && activationEntry(layer.activation.name).noise === true;
      const shape = own ?? (activated ? layer.outputShape : undefined);
      return shape ? [[layer.name, shape] as const] : [];
    }),
  );

/**
 * The noise of one training step, a function of (seed, step) alone. The caller disposes the tensors.
 * @param step number of the update, from 1
 */
export function drawNoise(
  tf: Tf,
  model: ModelSpec,
  batchSize: number,
  seed: number,
  step: number,
): TensorMap {
  const noise: Record<string, Tensor> = {};
  for (const [name, shape] of Object.entries(noiseShapes(model))) {
    const values = drawUniform(batchSize * sizeOf(shape), createStream(seed, `noise/${name}/step-${step}`));
    noise[name] = tf.tensor(values, [batchSize, ...shape]);
  }
  return noise;
}
