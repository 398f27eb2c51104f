import { expect, test } from 'vitest';
import { fuzz } from '../../../scripts/fuzz/fuzz';
import { targets } from '../../../scripts/fuzz/targets/registry';

/** The short form; `npm run fuzz` reads as many as wanted. */
const INPUTS = 1_500;

test.each(Object.entries(targets))(`%s: ${INPUTS} damaged inputs`, async (_, target) => {
  const { failures, inputs } = await fuzz(target, { inputs: INPUTS, seed: 7 });
  expect(failures).toEqual([]);
  expect(inputs).toBe(INPUTS);
});
