import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunStore } from '../../../src/runs/store/runStore';
import { measured } from '../../support/measured';
import { bundleCommand } from '../cli/command';
import type { Command } from '../cli/command';

/** Two trainers on one machine at once: neither changes what the other measures. */

/** Of one shape, so that how their trials share the machine is found once for both. */
const config = (engine: string, initializer: string, seed: number): string => `
dataset: { source: { spiral: { samples: 200, classes: 3 } } }
model: { activation: relu, layers: [{ dense: 16 }, { dense: 16 }, { dense: 3 }] }
initializers: [${initializer}]
training: { batchSize: 16, steps: 60, seeds: [${seed}], optimizer: adam, checkpoint: { steps: 20 } }
telemetry: { probeSamples: 64, probeInterval: 20 }
engine: ${engine}
`;

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

/** Trains an experiment. @returns all that it measured */
async function train(file: string, out: string): Promise<Record<string, unknown>> {
  const { code, err } = await command.run('run', file, '--out', out);
  expect(code, err).toBe(0);
  const runs = await new RunStore(join(command.folder, out)).list();
  const run = runs.find(({ experiment }) => file.startsWith(experiment));
  return measured(run?.folder ?? '');
}

test.each(['onnxruntime', 'wasm'])(
  'two experiments at once on %s measure to the bit what each measures alone',
  async (engine) => {
    const files = await Promise.all([
      command.write(`${engine}-one.initscope.yaml`, config(engine, 'heNormal', 1)),
      command.write(`${engine}-two.initscope.yaml`, config(engine, 'glorotUniform', 2)),
    ]);
    const alone: Record<string, unknown>[] = [];
    for (const file of files) alone.push(await train(file, `alone-${engine}`));
    const together = await Promise.all(files.map((file) => train(file, `together-${engine}`)));
    expect(Object.keys(alone[0] ?? {})).not.toEqual([]);
    expect(alone[0]).not.toEqual(alone[1]);
    expect(together).toEqual(alone);
  },
);
