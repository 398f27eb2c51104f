import type { Engine } from '../engine';
import type { PendingOutputs } from '../program';
import { STATE, inputValues, startValues, step } from './step';

/** Steps between two waits for the device, as in training on a GPU. */
const ROUND = 16;
const DURATION_MS = 400;

/**
 * Milliseconds of one training step of a known network, a first round (shaders, compilation) left out. Takes about
 * half a second where a step is short.
 *
 * @param now milliseconds, monotonic
 */
export async function measureStep(engine: Pick<Engine, 'prepare'>, now: () => number): Promise<number> {
  const machine = await engine.prepare(STATE, { step });
  const instance = machine.instantiate(startValues());
  const inputs = inputValues();
  const round = async (): Promise<void> => {
    let last: PendingOutputs | undefined;
    for (let i = 0; i < ROUND; i++) {
      last?.drop();
      last = await instance.run('step', inputs);
    }
    await last?.read();
  };
  await round();
  const start = now();
  let rounds = 0;
  do {
    await round();
    rounds += 1;
  } while (now() - start < DURATION_MS);
  const milliseconds = (now() - start) / (rounds * ROUND);
  instance.dispose();
  await machine.dispose();
  return milliseconds;
}
