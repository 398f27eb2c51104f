import type { Dataset } from '../data/dataset';
import type { Engine } from '../engine/engine';
import type { PendingOutputs } from '../engine/program';
import { prepareTrials } from '../engine/stack/machine';
import type { Experiment } from '../experiment/experiment';
import { learningRates } from '../nn/schedules/rate';
import { initialWeights } from './initialWeights';
import { createMinibatches } from './minibatches';
import { initialState, stateTypes } from './programs/state';
import { stepProgram } from './programs/step';
import { stepPlanOf } from './stepPlan';

const DURATION_MS = 150;
/** Updates between two waits for the device, as in training on a GPU. */
const ROUND = 4;

/**
 * Milliseconds of one update of an experiment's network, of `size` trials as one stack where that is more than one.
 * What a first update takes besides (compilation, shaders) is left out.
 *
 * @param now milliseconds, monotonic
 */
export async function timeUpdate(
  engine: Pick<Engine, 'prepare' | 'tf'>,
  experiment: Pick<Experiment, 'model' | 'training' | 'initializers'>,
  { train }: Pick<Dataset, 'train'>,
  size: number,
  now: () => number,
): Promise<number> {
  const { training, initializers } = experiment;
  const [seed = 0] = training.seeds;
  const [choice] = initializers;
  if (!choice) throw new RangeError('an experiment without initializers');
  const plan = stepPlanOf(experiment);
  const programs = { step: stepProgram(plan, { count: training.batchSize, samples: train }) };
  const machine = await prepareTrials(engine, stateTypes(plan), programs, size);
  const batch = createMinibatches(plan, train, training, () => learningRates(training, 0, 1))(seed, 0);
  const start = initialState(plan, await initialWeights(plan.model, choice, seed, () => batch));
  const members = Array.from({ length: size }, () => machine.instantiate(start));
  const update = async (): Promise<readonly PendingOutputs[]> => {
    const outputs: PendingOutputs[] = [];
    await machine.together(
      members.map((member) => async () => void outputs.push(await member.run('step', batch))),
    );
    return outputs;
  };
  const round = async (): Promise<void> => {
    for (let i = 1; i < ROUND; i++) for (const outputs of await update()) outputs.drop();
    for (const outputs of await update()) await outputs.read();
  };
  try {
    await round();
    const began = now();
    let rounds = 0;
    do {
      await round();
      rounds += 1;
    } while (now() - began < DURATION_MS);
    return (now() - began) / (rounds * ROUND);
  } finally {
    for (const member of members) member.dispose();
    await machine.dispose();
  }
}
