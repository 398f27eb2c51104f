import { sequentialBatches } from '../data/batches';
import type { Samples } from '../data/dataset';
import { lossEntry } from '../nn/gradients';
import { forward } from '../nn/model';
import type { TrainingState } from '../nn/step';
import type { Tensor, Tf } from '../nn/tensors';
import type { StepPlan } from '../nn/trainStep';
import { upload } from './minibatches';

/** Small enough that a request to stop is heard soon, also on a slow engine. */
const BATCH = 256;

export interface Evaluation {
  readonly loss: number;
  /** Classifiers only. */
  readonly accuracy?: number;
}

/**
 * Loss and accuracy over a whole set in evaluation mode, each batch weighted with its samples.
 *
 * @param proceed awaited between batches; what it throws ends the evaluation
 */
export async function evaluate(
  tf: Tf,
  plan: Pick<StepPlan, 'model' | 'loss'>,
  state: Pick<TrainingState, 'weights' | 'statistics'>,
  samples: Samples,
  proceed: () => Promise<void>,
): Promise<Evaluation> {
  const loss = lossEntry(plan.loss);
  const weights: number[] = [];
  const measured: Tensor[] = [];
  try {
    for (const batch of sequentialBatches(samples, BATCH)) {
      const row = tf.tidy(() => {
        const { inputs, targets } = upload(tf, samples, batch);
        const { outputs } = forward(tf, plan.model, { ...state, inputs }, { training: false });
        const accuracy = loss.accuracy?.(tf, outputs, targets);
        return tf.stack([loss.value(tf, outputs, targets), ...(accuracy ? [accuracy] : [])]);
      });
      measured.push(row);
      weights.push(batch.count / samples.count);
      await proceed();
    }
    const rows = await Promise.all(measured.map((row) => row.data()));
    const mean = (column: number): number =>
      rows.reduce((sum, row, i) => sum + row[column]! * weights[i]!, 0);
    return { loss: mean(0), ...(loss.accuracy ? { accuracy: mean(1) } : {}) };
  } finally {
    tf.dispose(measured);
  }
}
