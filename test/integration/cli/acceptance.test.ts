import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunReader } from '../../../src/runs/store/runReader';
import { bundleCommand } from './command';
import type { Command } from './command';

const MNIST = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'mnist');
const missing = !existsSync(MNIST);
if (missing) console.warn(`SKIPPED: the acceptance run on all of MNIST needs ${MNIST}, which is not there.`);

const CONFIG = `
name: acceptance
dataset: ${JSON.stringify(MNIST)}
model:
  activation: relu
  layers: [flatten, dense: 256, dense: 256, dense: 10]
initializers: [zeros, glorotUniform, heUniform]
training: { optimizer: { adam: { learningRate: 0.001 } }, batchSize: 128, epochs: 1, seeds: [1] }
`;

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

test.skipIf(missing)(
  'one epoch on all 60,000 digits does what the issue asks for',
  { timeout: 900_000 },
  async () => {
    const file = await command.write('acceptance.initscope.yaml', CONFIG);
    const { code, out, err } = await command.run('run', file, '--engine', 'wasm');
    console.log(err + out);
    expect(code).toBe(0);
    const folder = /^run +(.+)$/m.exec(out)?.[1] ?? '';
    const reader = await RunReader.load(folder);
    expect(reader.manifest.samples).toEqual({ train: 60_000, validation: 10_000 });
    expect(reader.manifest.totalSteps).toBe(468);
    const last = (initializer: string, split: 'validation' | 'probe', tag: string): number =>
      reader.find({ initializer, seed: 1, split, tag })?.values.at(-1) ?? NaN;

    expect(last('glorotUniform', 'validation', 'accuracy')).toBeGreaterThanOrEqual(0.955);
    expect(last('heUniform', 'validation', 'accuracy')).toBeGreaterThanOrEqual(0.955);

    // zeros: chance, ln 10, every unit dead (and so identical), every kernel where it was
    expect(last('zeros', 'validation', 'accuracy')).toBeLessThan(0.12);
    expect(last('zeros', 'validation', 'loss')).toBeCloseTo(Math.log(10), 2);
    for (const layer of ['dense_1', 'dense_2'])
      expect(last('zeros', 'probe', `dead_units/${layer}`)).toBe(256);
    for (const layer of ['dense_1', 'dense_2', 'dense_3'])
      expect(last('zeros', 'probe', `update_ratio/${layer}/kernel`)).toBe(0);
  },
);
