import { sequentialBatches } from '../data/batches';
import type { Samples } from '../data/dataset';
import type { Instance } from '../engine/program';
import { ACCURACY, LOSS } from '../shared/tags';
import { batchValues } from './programs/batch';
import type { TrainingProgram } from './programs/programs';

export interface Evaluation {
  readonly loss: number;
  /** Classifiers only. */
  readonly accuracy?: number;
}

/**
 * Loss and accuracy over a whole set in evaluation mode, each batch weighted with its samples.
 *
 * @param batchSize samples of a whole batch, those of the programs
 * @param proceed awaited between batches; what it throws ends the evaluation
 */
export async function evaluate(
  instance: Instance<TrainingProgram>,
  samples: Samples,
  batchSize: number,
  proceed: () => Promise<void>,
): Promise<Evaluation> {
  let loss = 0;
  let accuracy: number | undefined;
  for (const batch of sequentialBatches(samples, batchSize)) {
    const outputs = await instance.run(
      batch.count === batchSize ? 'evaluate' : 'evaluateRest',
      batchValues(batch),
    );
    const measured = await outputs.read();
    const weight = batch.count / samples.count;
    loss += weight * (measured[LOSS]?.[0] ?? NaN);
    const correct = measured[ACCURACY]?.[0];
    if (correct !== undefined) accuracy = (accuracy ?? 0) + weight * correct;
    await proceed();
  }
  return { loss, ...(accuracy !== undefined && { accuracy }) };
}
