import { onReference } from '../engine/cpu';
import type { HostTensors } from '../engine/program';
import type { InitializerChoice } from '../experiment/experiment';
import { adaptToData, adapts } from '../nn/adapt';
import { initialize } from '../nn/initialize';
import type { HostTensor } from '../nn/initialize';
import type { ModelSpec } from '../nn/layers/layer';
import { sizeOf } from '../nn/shape';

/**
 * The weights that a trial starts from. Initializers that look at data see the trial's first minibatch, on the
 * reference backend, so that every engine starts from the same weights.
 *
 * @throws RangeError when they cannot be drawn
 */
export async function initialWeights(
  model: ModelSpec,
  choice: InitializerChoice,
  seed: number,
  firstBatch: () => HostTensors,
): Promise<Readonly<Record<string, HostTensor>>> {
  const drawn = initialize(model, choice, seed);
  if (!adapts(model, choice)) return drawn;
  const inputs = firstBatch()['inputs']!;
  return onReference((tf) => {
    const batch = tf.tensor(inputs, [inputs.length / sizeOf(model.inputShape), ...model.inputShape]);
    try {
      return adaptToData(tf, model, choice, drawn, batch);
    } finally {
      batch.dispose();
    }
  });
}
