import type { Engine } from '../../src/engine/engine';
import type { PendingOutputs } from '../../src/engine/program';
import { trainingPrograms } from '../../src/training/programs/programs';
import { startOf, stepFeed } from '../../test/conformance/engine/networks/network';
import type { Network } from '../../test/conformance/engine/networks/network';

/** Steps of all trials a second. */
export interface Speed {
  readonly network: string;
  readonly trials: number;
  readonly stepsPerSecond: number;
}

/** Rounds between two waits for the device, as in training. */
const READ_INTERVAL = 16;
const DURATION_MS = 1500;

/** Trains trials in turn, each with a state of its own on the device, as training does. */
export async function measureSpeed(engine: Engine, network: Network, trials: number): Promise<Speed> {
  const { plan, batch, samples } = network;
  const sizes = { step: batch, evaluation: batch, evaluationRest: 0, probe: batch };
  const { state, programs } = trainingPrograms(plan, sizes, { train: samples, validation: samples });
  const machine = await engine.prepare(state, { step: programs.step });
  const instances = Array.from({ length: trials }, () => machine.instantiate(startOf(network)));
  const feed = stepFeed(network, 1);
  const round = async (): Promise<readonly PendingOutputs[]> => {
    const outputs: PendingOutputs[] = [];
    for (const instance of instances) outputs.push(await instance.run('step', feed));
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
  return { network: network.name, trials, stepsPerSecond };
}
