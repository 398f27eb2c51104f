import { createBatch, createBatcher } from '../data/batches';
import type { Batcher } from '../data/batches';
import type { Samples } from '../data/dataset';
import type { HostTensors } from '../engine/program';
import { noiseValues } from '../nn/noise';
import type { StepPlan } from '../nn/trainStep';
import { batchValues } from './programs/batch';
import { prefixed } from './programs/state';

/**
 * Inputs of the update that leads from `step` to `step + 1`, a function of (seed, step) alone. Valid until the next
 * is asked for: all share one memory.
 */
export type Minibatches = (seed: number, step: number) => HostTensors;

export function createMinibatches(
  { model, optimizer }: StepPlan,
  samples: Samples,
  batchSize: number,
): Minibatches {
  const batch = createBatch(samples, batchSize);
  const [number, learningRate] = [new Float32Array(1), new Float32Array(1)];
  const batchers = new Map<number, Batcher>();
  const batcherOf = (seed: number): Batcher => {
    let batcher = batchers.get(seed);
    if (!batcher) batchers.set(seed, (batcher = createBatcher(samples, { batchSize, seed })));
    return batcher;
  };
  return (seed, step) => {
    batcherOf(seed).batchAt(step, batch);
    number[0] = step + 1;
    learningRate[0] = optimizer.parameters.learningRate;
    const noise = prefixed('noise', noiseValues(model, batchSize, seed, step + 1));
    return { ...batchValues(batch), ...noise, step: number, learningRate };
  };
}
