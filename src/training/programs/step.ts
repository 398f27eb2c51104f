import { norm } from '../telemetry/reduce';
import { noiseShapes } from '../../nn/noise';
import { trainedWeightsOf } from '../../nn/model';
import type { Tensor, TensorMap, Tf } from '../../nn/tensors';
import { computeStep } from '../../nn/trainStep';
import type { StepOutputs, StepPlan } from '../../nn/trainStep';
import type { HostTensors, Program, TensorTypes } from '../../engine/program';
import { ACCURACY, LOSS } from '../../shared/tags';
import { batchTypes } from './batch';
import type { BatchShape } from './batch';
import { below, joinState, prefixed, splitState } from './state';

const SCALAR = { shape: [], dtype: 'float32' } as const;

/** Inputs that hold the learning rate of the optimizer, and that of the optimizer of a group. */
const LEARNING_RATE = 'learningRate';
const groupRate = (index: number): string => `${LEARNING_RATE}/${index}`;

/** Learning rates of an update by the names of the inputs. @param rates see `learningRates` */
export const rateValues = ([rate = NaN, ...others]: readonly number[]): HostTensors => ({
  [LEARNING_RATE]: Float32Array.of(rate),
  ...Object.fromEntries(others.map((other, index) => [groupRate(index), Float32Array.of(other)])),
});

/** What a step takes: a minibatch, its noise as `noise/<layer>`, the number of the update and the learning rates. */
export const stepInputs = ({ model, groups = [] }: StepPlan, batch: BatchShape): TensorTypes => ({
  ...batchTypes(batch),
  ...prefixed(
    'noise',
    Object.fromEntries(
      Object.entries(noiseShapes(model)).map(([layer, shape]) => [
        layer,
        { shape: [batch.count, ...shape], dtype: 'float32' },
      ]),
    ),
  ),
  step: SCALAR,
  ...Object.fromEntries(
    [LEARNING_RATE, ...groups.map((_, index) => groupRate(index))].map((name) => [name, SCALAR]),
  ),
});

/** Runs a step's computation on a machine's tensors. */
export function stepOn(
  tf: Tf,
  plan: StepPlan,
  state: TensorMap,
  inputs: TensorMap,
  wantGradients = false,
): StepOutputs {
  const given = inputs as TensorMap &
    Readonly<Record<'inputs' | 'targets' | 'step' | 'learningRate', Tensor>>;
  const groupRates = plan.groups?.map((_, index) => inputs[groupRate(index)]!);
  return computeStep(
    tf,
    plan,
    { ...splitState(state), ...given, noise: below('noise', inputs), ...(groupRates && { groupRates }) },
    wantGradients,
  );
}

/** One update. Outputs `loss` and, of a classifier, `accuracy` of the minibatch before it. */
export const stepProgram = (plan: StepPlan, batch: BatchShape): Program => ({
  inputs: stepInputs(plan, batch),
  often: true,
  guard: LOSS,
  run(tf, state, inputs) {
    const after = stepOn(tf, plan, state, inputs);
    return { state: joinState(after), outputs: measured(after) };
  },
});

/** One update that also tells how far it moved each weight that is trained: ‖Δw‖ as `update/<path>`, ‖w‖ before it as `norm/<path>`. */
export const measuredStepProgram = (plan: StepPlan, batch: BatchShape): Program => ({
  inputs: stepInputs(plan, batch),
  guard: LOSS,
  run(tf, state, inputs) {
    const after = stepOn(tf, plan, state, inputs);
    const norms: Record<string, Tensor> = {};
    const weights = below('weights', state);
    for (const { path } of trainedWeightsOf(plan.model)) {
      const [before, moved] = [weights[path], after.weights[path]];
      if (!before || !moved) continue;
      norms[`update/${path}`] = norm(tf, tf.sub(moved, before));
      norms[`norm/${path}`] = norm(tf, before);
    }
    return { state: joinState(after), outputs: { ...measured(after), ...norms } };
  },
});

const measured = ({ loss, accuracy }: StepOutputs): TensorMap => ({
  [LOSS]: loss,
  ...(accuracy && { [ACCURACY]: accuracy }),
});
