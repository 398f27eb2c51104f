import { createBatch, sequentialBatches } from '../data/batches';
import type { Samples } from '../data/dataset';
import type { HostTensors, Instance } from '../engine/program';
import type { Shape } from '../nn/shape';
import { sizeOf } from '../nn/shape';

/** Samples as frozen layers pass them on: in place of the inputs, what those layers make of them. */
export const featureSamples = (samples: Samples, shape: Shape, values: Float32Array): Samples => ({
  ...samples,
  shape,
  values,
  scale: Float32Array.of(1),
  shift: Float32Array.of(0),
});

/**
 * Runs all samples through frozen layers once. In batches of the size in which they would pass through them again and
 * again, for how a product is computed may depend on it in its last bits.
 *
 * @param compute one batch
 * @param batchSize samples of it
 * @param shape of a sample behind the frozen layers
 */
export async function cacheFeatures(
  compute: (inputs: HostTensors) => ReturnType<Instance<string>['run']>,
  samples: Samples,
  batchSize: number,
  shape: Shape,
  proceed: () => Promise<void>,
): Promise<Samples> {
  const size = sizeOf(shape);
  const values = new Float32Array(samples.count * size);
  const whole = createBatch(samples, batchSize).inputs;
  let done = 0;
  for (const { count, inputs } of sequentialBatches(samples, batchSize)) {
    whole.set(inputs); // behind the last samples stand others, which nobody reads
    const { features } = await (await compute({ inputs: whole })).read();
    values.set((features as Float32Array).subarray(0, count * size), done * size);
    done += count;
    await proceed();
  }
  return featureSamples(samples, shape, values);
}
