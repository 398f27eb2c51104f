import { expect, test } from 'vitest';
import { openEngine } from '../../../../src/engine/open';
import { measureStep } from '../../../../src/engine/race/measure';
import { locateServices } from '../../../../src/engine/services';

test.each([
  ['onnxruntime', 1],
  ['wasm', 1],
  ['wasm', 3],
] as const)('a step of the race runs on %s, of %i networks', async (name, trials) => {
  const { engine } = await openEngine(name, locateServices(import.meta.dirname, []));
  const tensors = engine.tf.memory().numTensors;
  let clock = 0;
  // each look at the clock is 250 ms after the one before: two rounds of 16 steps
  expect(await measureStep(engine, () => (clock += 250), trials)).toBeGreaterThan(0);
  expect(engine.tf.memory().numTensors).toBe(tensors);
  engine.dispose();
});
