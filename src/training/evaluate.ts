import type { BatchedSamples } from '../data/batched';
import type { Samples } from '../data/dataset';
import type { HostTensors, Instance } from '../engine/program';
import { ACCURACY, LOSS } from '../shared/tags';
import { batchValues } from './programs/batch';

export interface Evaluation {
  readonly loss: number;
  /** Classifiers only. */
  readonly accuracy?: number;
}

/** Small enough that a request to stop is heard soon, also on a slow engine. */
const EVALUATION_BATCH = 500;

/** Samples of the evaluation's batches: of a whole one, and of what is left over after those; 0 if nothing is. */
export function evaluationSizes({ count }: Pick<Samples, 'count'>): {
  readonly whole: number;
  readonly rest: number;
} {
  const whole = Math.min(EVALUATION_BATCH, count);
  return { whole, rest: count % whole };
}

/**
 * Loss and accuracy over a whole set in evaluation mode, each batch weighted with its samples.
 *
 * @param set in whole batches of the size that the programs have
 * @param proceed awaited between batches; what it throws ends the evaluation
 * @param seen told what the programs gave of each batch, and the index of its first sample
 */
export async function evaluate(
  instance: Instance<'evaluate' | 'evaluateRest'>,
  set: BatchedSamples,
  proceed: () => Promise<void>,
  seen?: (measured: HostTensors, first: number) => void,
): Promise<Evaluation> {
  let loss = 0;
  let accuracy: number | undefined;
  let first = 0;
  for (const batch of set.batches()) {
    const outputs = await instance.run(
      batch.count === set.batchSize ? 'evaluate' : 'evaluateRest',
      batchValues(batch),
    );
    const measured = await outputs.read();
    const weight = batch.count / set.count;
    loss += weight * (measured[LOSS]?.[0] ?? NaN);
    const correct = measured[ACCURACY]?.[0];
    if (correct !== undefined) accuracy = (accuracy ?? 0) + weight * correct;
    seen?.(measured, first);
    first += batch.count;
    await proceed();
  }
  return { loss, ...(accuracy !== undefined && { accuracy }) };
}
