import type { Engine } from '../../../../src/engine/engine';
import type { HostTensors, Instance, Machine, Program } from '../../../../src/engine/program';
import { LOSS } from '../../../../src/shared/tags';
import { histogramProgram, probeProgram } from '../../../../src/training/programs/probe';
import { trainingPrograms } from '../../../../src/training/programs/programs';
import type { TrainingProgram } from '../../../../src/training/programs/programs';
import { prefixed } from '../../../../src/training/programs/state';
import { stepInputs, stepOn } from '../../../../src/training/programs/step';
import { sampleFeed, startOf, stepFeed } from './network';
import type { Network } from './network';

type Preparer = Pick<Engine, 'prepare'>;

/** What the training programs make of a network, values by `<stage>/<name>`. */
export type Observation = HostTensors;

/** ∂loss/∂weight, which no program of training itself gives out. */
const gradientProgram = ({ plan, batch, samples }: Network): Program => ({
  inputs: stepInputs(plan, { count: batch, samples }),
  run: (tf, state, inputs) => ({
    state: {},
    outputs: { ...stepOn(tf, plan, state, inputs, true).gradients },
  }),
});

const prepare = (engine: Preparer, network: Network): Promise<Machine<TrainingProgram | 'gradients'>> => {
  const { plan, batch, samples } = network;
  const sizes = { step: batch, evaluation: batch, evaluationRest: 0, probe: batch };
  const { state, programs } = trainingPrograms(plan, sizes, { train: samples, validation: samples });
  const probed = [plan, { count: batch, samples }, Math.ceil(batch / 2)] as const;
  return engine.prepare(state, {
    ...programs,
    // of which a minibatch is a part, as a rule
    probe: probeProgram(...probed),
    histograms: histogramProgram(...probed),
    gradients: gradientProgram(network),
  });
};

const BEFORE_STEP = ['evaluate', 'probe', 'histograms', 'diagnose', 'gradients'] as const;

/** Runs every program of training: those that only look, an update, and a measured one after it. */
export async function observe(engine: Preparer, network: Network): Promise<Observation> {
  const machine = await prepare(engine, network);
  const instance = machine.instantiate(startOf(network));
  const observed: Record<string, HostTensors[string]> = {};
  const put = (stage: string, values: HostTensors): unknown =>
    Object.assign(observed, prefixed(stage, values));
  const run = async (program: TrainingProgram | 'gradients', feed: HostTensors): Promise<HostTensors> =>
    (await instance.run(program, feed)).read();

  const first = stepFeed(network, 1);
  for (const program of BEFORE_STEP) {
    const looks = program === 'diagnose' || program === 'gradients';
    put(program, await run(program, looks ? first : sampleFeed(network)));
  }
  put('step', await run('step', first));
  put('state', await changes(instance, startOf(network)));
  const between = await instance.read();
  put('measuredStep', await run('measuredStep', stepFeed(network, 2)));
  put('next state', await changes(instance, between));
  instance.dispose();
  await machine.dispose();
  return observed;
}

/** New values of the state less the old ones: beside a weight its update is small, and its error would not show. */
async function changes(
  instance: Instance<TrainingProgram | 'gradients'>,
  before: HostTensors,
): Promise<HostTensors> {
  const after = await instance.read();
  return Object.fromEntries(
    Object.entries(after).map(([name, values]) => [
      name,
      Float32Array.from(values, (value, i) => value - before[name]![i]!),
    ]),
  );
}

/** Losses of the first steps, the noise of each step its own. */
export async function lossTrace(
  engine: Preparer,
  network: Network,
  steps: number,
): Promise<readonly number[]> {
  const machine = await prepare(engine, network);
  const instance = machine.instantiate(startOf(network));
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const outputs = await (await instance.run('step', stepFeed(network, step))).read();
    losses.push(outputs[LOSS]?.[0] ?? NaN);
  }
  instance.dispose();
  await machine.dispose();
  return losses;
}
