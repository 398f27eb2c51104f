import { lossEntry } from '../../nn/gradients';
import { forward } from '../../nn/model';
import type { Tensor, TensorMap } from '../../nn/tensors';
import type { StepPlan } from '../../nn/trainStep';
import type { Program } from '../../engine/program';
import { ACCURACY, LOSS } from '../../shared/tags';
import { batchTypes } from './batch';
import type { BatchShape } from './batch';
import { splitState } from './state';

/** Name of the last layer's outputs, [count, outputs]. */
export const OUTPUTS = 'outputs';

/**
 * Mean loss and, of a classifier, accuracy of a batch in evaluation mode; with `tells` also the outputs. Changes
 * nothing.
 */
export const evaluateProgram = (
  { model, loss: lossName }: Pick<StepPlan, 'model' | 'loss'>,
  batch: BatchShape,
  tells?: typeof OUTPUTS,
): Program => ({
  inputs: batchTypes(batch),
  run(tf, state, given) {
    const { inputs, targets } = given as TensorMap & Readonly<Record<'inputs' | 'targets', Tensor>>;
    const loss = lossEntry(lossName);
    const { outputs } = forward(tf, model, { ...splitState(state), inputs }, { training: false });
    const accuracy = loss.accuracy?.(tf, outputs, targets);
    return {
      state: {},
      outputs: {
        [LOSS]: loss.value(tf, outputs, targets),
        ...(accuracy && { [ACCURACY]: accuracy }),
        ...(tells && { [tells]: outputs }),
      },
    };
  },
});
