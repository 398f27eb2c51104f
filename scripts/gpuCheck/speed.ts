import type { Engine } from '../../src/engine/engine';
import type { PendingOutputs } from '../../src/engine/program';
import { prepareTrials } from '../../src/engine/stack/machine';
import { trainingPrograms } from '../../src/training/programs/programs';
import { sampleFeed, startOf, stepFeed } from '../../test/conformance/engine/networks/network';
import type { Network } from '../../test/conformance/engine/networks/network';

/** How several trials share an engine: one after the other, or side by side in one stack. */
export const SHARINGS = ['in turn', 'stacked'] as const;
export type Sharing = (typeof SHARINGS)[number];

/** Steps of all trials a second. */
export interface Speed {
  readonly network: string;
  readonly sharing: Sharing;
  readonly trials: number;
  readonly stepsPerSecond: number;
}

/** Rounds between two waits for the device, as in training. */
const READ_INTERVAL = 16;
const DURATION_MS = 1000;

/** Trains trials, their states on the device, as training does. */
export async function measureSpeed(
  engine: Engine,
  network: Network,
  trials: number,
  sharing: Sharing,
): Promise<Speed> {
  const { plan, batch, samples } = network;
  const sizes = { step: batch, evaluation: batch, evaluationRest: 0, probe: batch };
  const { state, programs } = trainingPrograms(plan, sizes, { train: samples, validation: samples });
  const { step } = programs;
  const machine = await prepareTrials(engine, state, { step }, sharing === 'stacked' ? trials : 1);
  const instances = Array.from({ length: trials }, () => machine.instantiate(startOf(network)));
  const feed = stepFeed(network, 1);
  const round = async (): Promise<readonly PendingOutputs[]> => {
    const outputs: PendingOutputs[] = [];
    await machine.together(
      instances.map((instance) => async () => void outputs.push(await instance.run('step', feed))),
    );
    return outputs;
  };
  const rounds = async (): Promise<number> => {
    const kept: PendingOutputs[] = [];
    const start = performance.now();
    let count = 0;
    do {
      kept.push(...(await round()));
      count += 1;
      if (count % READ_INTERVAL === 0) for (const outputs of kept.splice(0)) await outputs.read();
    } while (performance.now() - start < DURATION_MS);
    for (const outputs of kept) await outputs.read();
    return (count * trials * 1000) / (performance.now() - start);
  };
  for (const outputs of await round()) await outputs.read();
  const stepsPerSecond = await rounds();
  for (const instance of instances) instance.dispose();
  await machine.dispose();
  return { network: network.name, sharing, trials, stepsPerSecond };
}

/** What training does beside steps. */
const LOOKS = ['evaluate', 'probe', 'histograms'] as const;

/** Milliseconds of a program that only looks, of one trial. */
export interface LookTime {
  readonly network: string;
  readonly program: (typeof LOOKS)[number];
  readonly milliseconds: number;
}

/** Rounds of each, the first of which is left out. */
const LOOK_ROUNDS = 4;

/** Times what telemetry and evaluation cost with a probe of 512 samples. */
export async function measureLooks(engine: Engine, network: Network): Promise<readonly LookTime[]> {
  const { plan, samples } = network;
  const count = 512;
  const sizes = { step: network.batch, evaluation: count, evaluationRest: 0, probe: count };
  const { state, programs } = trainingPrograms(plan, sizes, { train: samples, validation: samples });
  const machine = await engine.prepare(state, programs);
  const instance = machine.instantiate(startOf(network));
  const feed = Object.fromEntries(
    Object.entries(sampleFeed(network)).map(([name, batch]) => {
      const width = batch.length / network.batch;
      const many = new (batch.constructor as new (length: number) => typeof batch)(count * width);
      return [name, many.map((_, i) => batch[i % batch.length] ?? 0)];
    }),
  );
  const times: LookTime[] = [];
  for (const program of LOOKS) {
    await (await instance.run(program, feed)).read();
    const start = performance.now();
    for (let round = 1; round < LOOK_ROUNDS; round++) await (await instance.run(program, feed)).read();
    const milliseconds = (performance.now() - start) / (LOOK_ROUNDS - 1);
    times.push({ network: network.name, program, milliseconds });
  }
  instance.dispose();
  await machine.dispose();
  return times;
}
