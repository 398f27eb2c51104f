import { createBatch, createBatcher } from '../data/batches';
import type { Batcher } from '../data/batches';
import type { Batch, Samples } from '../data/dataset';
import type { HostTensors } from '../engine/program';
import type { TrainingSpec } from '../experiment/experiment';
import { noiseValues } from '../nn/noise';
import type { StepPlan } from '../nn/trainStep';
import { batchValues } from './programs/batch';
import { prefixed } from './programs/state';
import { rateValues } from './programs/step';

/**
 * Inputs of the update that leads from `step` to `step + 1`, a function of (seed, step) alone. Valid until the next
 * is asked for in the same place (0 when left out): each place is one memory.
 */
export type Minibatches = (seed: number, step: number, place?: number) => HostTensors;

/** @param ratesAt learning rates of the update that follows a step, see `learningRates` */
export function createMinibatches(
  { model }: StepPlan,
  samples: Samples,
  { batchSize, sampling }: Pick<TrainingSpec, 'batchSize' | 'sampling'>,
  ratesAt: (step: number) => readonly number[],
): Minibatches {
  const places: { readonly batch: Batch; readonly number: Float32Array }[] = [];
  const batchers = new Map<number, Batcher>();
  const batcherOf = (seed: number): Batcher => {
    let batcher = batchers.get(seed);
    if (!batcher)
      batchers.set(
        seed,
        (batcher = createBatcher(samples, { batchSize, seed, ...(sampling && { sampling }) })),
      );
    return batcher;
  };
  return (seed, step, place = 0) => {
    const { batch, number } = (places[place] ??= {
      batch: createBatch(samples, batchSize),
      number: new Float32Array(1),
    });
    batcherOf(seed).batchAt(step, batch);
    number[0] = step + 1;
    const noise = prefixed('noise', noiseValues(model, batchSize, seed, step + 1));
    return { ...batchValues(batch), ...noise, step: number, ...rateValues(ratesAt(step)) };
  };
}
