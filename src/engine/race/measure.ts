import type { Engine } from '../engine';
import type { PendingOutputs } from '../program';
import { prepareTrials } from '../stack/machine';
import { STATE, inputValues, startValues, step } from './step';

/** Steps between two waits for the device, as in training on a GPU. */
const ROUND = 16;
const DURATION_MS = 400;

/**
 * Milliseconds in which each of several trials makes one training step of a known network, as one stack where they are
 * more than one. A first round (shaders, compilation) is left out. Takes about half a second where a step is short.
 *
 * @param now milliseconds, monotonic
 */
export async function measureStep(
  engine: Pick<Engine, 'prepare' | 'tf'>,
  now: () => number,
  trials = 1,
): Promise<number> {
  const machine = await prepareTrials(engine, STATE, { step }, trials);
  const instances = Array.from({ length: trials }, () => machine.instantiate(startValues()));
  const inputs = inputValues();
  const round = async (): Promise<void> => {
    const last: PendingOutputs[] = [];
    for (let i = 0; i < ROUND; i++) {
      for (const outputs of last.splice(0)) outputs.drop();
      await machine.together(
        instances.map((instance) => async () => void last.push(await instance.run('step', inputs))),
      );
    }
    for (const outputs of last) await outputs.read();
  };
  await round();
  const start = now();
  let rounds = 0;
  do {
    await round();
    rounds += 1;
  } while (now() - start < DURATION_MS);
  const milliseconds = (now() - start) / (rounds * ROUND);
  for (const instance of instances) instance.dispose();
  await machine.dispose();
  return milliseconds;
}
