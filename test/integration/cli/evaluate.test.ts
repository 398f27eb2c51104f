import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleCommand } from './command';
import type { Command, Outcome } from './command';

/** Six hundred validation samples: one whole evaluation batch, and one that is smaller. */
const config = (engine: string): string => `
dataset:
  source: { spiral: { samples: 3000, classes: 3 } }
  normalization: standardize
model:
  layers: [{ dense: { units: 16, activation: linear } }, batchNorm, { activation: relu }, { dropout: 0.2 }, { dense: 3 }]
initializers: [heNormal, zeros]
training:
  batchSize: 50
  steps: 60
  evaluationInterval: 20
  seeds: [1, 2]
  checkpoint: { steps: 20, keepLast: 3 }
telemetry: false
engine: ${engine}
`;

interface Evaluated {
  readonly engine: { readonly name: string };
  readonly samples: number;
  readonly classes?: readonly string[];
  readonly evaluations: readonly {
    readonly initializer: string;
    readonly seed: number;
    readonly step: number;
    readonly recorded: { readonly step: number; readonly loss: number; readonly accuracy?: number };
    readonly loss: number;
    readonly accuracy?: number;
    readonly confusion?: readonly (readonly number[])[];
    readonly samples: readonly {
      readonly index: number;
      readonly label?: number;
      readonly predicted?: number;
      readonly probabilities?: readonly number[];
      readonly outputs?: readonly number[];
    }[];
  }[];
}

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
});
afterAll(() => command.remove());

/** Evaluates the latest run of an experiment. */
const run = async (experiment: string, ...args: string[]): Promise<Outcome> =>
  command.run('evaluate', (await command.manifest(experiment))!.folder, ...args);
const evaluate = async (experiment: string, ...args: string[]): Promise<Evaluated> => {
  const { out, err, code } = await run(experiment, ...args, '--json');
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Evaluated;
};

describe.each(['cpu', 'wasm', 'onnxruntime'])('on %s', (engine) => {
  beforeAll(async () => {
    await command.write(`${engine}.initscope.yaml`, config(engine));
    const { code, err } = await command.run('run', `${engine}.initscope.yaml`);
    if (code !== 0) throw new Error(err);
  });

  test.each(['20', 'last'])('checkpoint %s gives to the bit what training had measured', async (which) => {
    const { evaluations, ...all } = await evaluate(engine, '--checkpoint', which);
    expect(all).toMatchObject({ engine: { name: engine }, samples: 600, classes: ['0', '1', '2'] });
    expect(evaluations.map(({ initializer, seed }) => [initializer, seed])).toEqual([
      ['heNormal', 1],
      ['heNormal', 2],
      ['zeros', 1],
      ['zeros', 2],
    ]);
    for (const { step, recorded, loss, accuracy, confusion = [] } of evaluations) {
      expect({ step, loss, accuracy }).toEqual(recorded);
      expect(step).toBe(which === 'last' ? 60 : 20);
      const right = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
      expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(600);
      expect(right / 600).toBeCloseTo(recorded.accuracy!, 6);
    }
  });
});

describe('a run', () => {
  test('tells of single samples what its matrix counts', async () => {
    const all = Array.from({ length: 600 }, (_, sample) => sample);
    const { evaluations } = await evaluate(
      'cpu',
      '--initializer',
      'heNormal',
      '--seed',
      '1',
      '--sample',
      '0-599',
    );
    const [{ samples, confusion } = { samples: [] }] = evaluations;
    expect(samples.map(({ index }) => index)).toEqual(all);
    const counted = [0, 1, 2].map((row) =>
      [0, 1, 2].map(
        (column) => samples.filter(({ label, predicted }) => label === row && predicted === column).length,
      ),
    );
    expect(counted).toEqual(confusion);
    for (const { probabilities = [], predicted } of samples) {
      expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 10);
      expect(probabilities.indexOf(Math.max(...probabilities))).toBe(predicted);
    }
  });

  test('is told in tables', async () => {
    const { out, code } = await run('cpu', '--initializer', 'zeros', '--sample', '5', '--seed', '2');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^zeros, seed 2, step 60: accuracy \d+\.\d %, loss 1\.\d{4} on 600 validation samples\n/,
    );
    expect(out).toMatch(/class ╲ taken for +0 +1 +2 +right/);
    expect(out).toMatch(/ +5 +\d +\d +\d \d+\.\d %, /);
  });

  test('that has no such checkpoint or sample is refused with what there is', async () => {
    const step = await run('cpu', '--checkpoint', '7');
    expect(step).toMatchObject({ code: 2 });
    expect(step.err).toContain('has no checkpoint "7"; there are: 20, 40, 60');
    expect((await run('cpu', '--checkpoint', 'first')).code).toBe(2);
    const sample = await run('cpu', '--sample', '600');
    expect(sample).toMatchObject({ code: 2 });
    expect(sample.err).toContain('go from 0 to 599');
  });

  test('that keeps nothing says how to keep it', async () => {
    await command.write('none.initscope.yaml', config('cpu').replace(/checkpoint: .*/, 'checkpoint: false'));
    expect((await command.run('run', 'none.initscope.yaml')).code).toBe(0);
    const { code, err } = await run('none');
    expect(code).toBe(2);
    expect(err).toContain('`training.checkpoint: false`');
  });

  test('whose checkpoint is damaged fails and names the file', async () => {
    await command.write('damaged.initscope.yaml', config('cpu'));
    expect((await command.run('run', 'damaged.initscope.yaml')).code).toBe(0);
    const { folder } = (await command.manifest('damaged'))!;
    const last = join(folder, 'zeros', 'seed-1', 'checkpoints', 'step-00000060');
    expect(await readdir(last)).toContain('state.safetensors');
    await rm(join(last, 'state.safetensors'));
    const { code, err } = await run('damaged', '--initializer', 'zeros', '--seed', '1');
    expect(code).toBe(1);
    expect(err).toContain('state.safetensors');
  });

  test('of a regression tells its outputs beside the targets', async () => {
    const line = Array.from({ length: 200 }, (_, x) => `${x / 200},${x / 100}`);
    await command.write('line.csv', `x,y\n${line.join('\n')}\n`);
    await command.write(
      'regression.initscope.yaml',
      `
dataset: { source: { local: { path: ./line.csv, target: values } } }
model: { layers: [{ dense: 8 }, { dense: 1 }] }
initializers: [heNormal]
training: { batchSize: 20, epochs: 1 }
telemetry: false
engine: cpu
`,
    );
    expect(await command.run('run', 'regression.initscope.yaml')).toMatchObject({ code: 0 });
    const [evaluated] = (await evaluate('regression', '--sample', '0,3')).evaluations;
    expect(evaluated).not.toHaveProperty('confusion');
    expect(evaluated!.loss).toBe(evaluated!.recorded.loss);
    expect(evaluated!.samples.map(({ outputs }) => outputs?.length)).toEqual([1, 1]);
  });
});
