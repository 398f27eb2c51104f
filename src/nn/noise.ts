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
      if (layer.frozen) return [];
      const own = layerEntry(layer).noise?.(layer.parameters, layer.inputShape);
      const activated = layer.activation && activationEntry(layer.activation.name).noise === true;
      const shape = own ?? (activated ? layer.outputShape : undefined);
      return shape ? [[layer.name, shape] as const] : [];
    }),
  );

/**
 * The noise of one training step, a function of (seed, step) alone: by layer name, [batch, …shape] row-major.
 * @param step number of the update, from 1
 */
export const noiseValues = (
  model: ModelSpec,
  batchSize: number,
  seed: number,
  step: number,
): Readonly<Record<string, Float32Array>> =>
  Object.fromEntries(
    Object.entries(noiseShapes(model)).map(([name, shape]) => [
      name,
      drawUniform(batchSize * sizeOf(shape), createStream(seed, `noise/${name}/step-${step}`)),
    ]),
  );

/** The same on the device. The caller disposes the tensors. */
export function drawNoise(
  tf: Tf,
  model: ModelSpec,
  batchSize: number,
  seed: number,
  step: number,
): TensorMap {
  const shapes = noiseShapes(model);
  const noise: Record<string, Tensor> = {};
  for (const [name, values] of Object.entries(noiseValues(model, batchSize, seed, step))) {
    noise[name] = tf.tensor(values, [batchSize, ...(shapes[name] ?? [])]);
  }
  return noise;
}
