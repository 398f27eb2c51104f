import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSafetensors } from '../../../src/weights/safetensors';
import { bundleCommand } from './command';
import type { Command } from './command';

const config = (layers: string, rest = ''): string => `
dataset: { source: { spiral: { samples: 200, classes: 3 } } }
model: { layers: [${layers}] }
initializers: [heNormal, glorotUniform]
training: { batchSize: 20, epochs: 2, checkpoint: { epochs: 1, keepLast: 2, best: accuracy } }
telemetry: false
engine: cpu
${rest}
`;
const FIRST = '{ dense: { units: 6, name: hidden } }, { dense: { units: 3, name: outputs } }';

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
  await command.write('first.initscope.yaml', config(FIRST));
  const { code, err } = await command.run('run', 'first.initscope.yaml');
  if (code !== 0) throw new Error(err);
});
afterAll(() => command.remove());

describe('checkpoints of a run', () => {
  test('are listed with statistics of each layer', async () => {
    const { out, code } = await command.run('checkpoints', 'latest', '--initializer', 'heNormal', '--json');
    expect(code).toBe(0);
    const { checkpoints } = JSON.parse(out) as {
      checkpoints: { step: number; tensors: { path: string; shape: number[]; norm: number }[] }[];
    };
    expect(checkpoints.map(({ step }) => step)).toEqual(expect.arrayContaining([8, 16]));
    expect(checkpoints[0]!.tensors.map(({ path }) => path)).toEqual([
      'hidden/kernel',
      'hidden/bias',
      'outputs/kernel',
      'outputs/bias',
    ]);
    const table = await command.run('checkpoints', 'latest', '--initializer', 'heNormal');
    expect(table.out).toMatch(/heNormal, seed 1, step 16.*\nvalidation at step 16: loss \d/);
    expect(table.out).toMatch(/hidden\/kernel +2×6 /);
  });

  test('tell what became of a layer from one to the next', async () => {
    const { out, code } = await command.run(
      'checkpoints',
      'latest',
      '--initializer',
      'heNormal',
      '--layers',
      'hid*',
      '--json',
    );
    expect(code).toBe(0);
    const { trials } = JSON.parse(out) as {
      trials: {
        tensors: { path: string; points: { step: number; norm: number; change?: number }[] }[];
      }[];
    };
    const [{ tensors } = { tensors: [] }] = trials;
    expect(tensors.map(({ path }) => path)).toEqual(['hidden/kernel', 'hidden/bias']);
    const points = tensors[0]?.points ?? [];
    expect(points.map(({ step }) => step)).toEqual(expect.arrayContaining([8, 16]));
    expect(points[0]).not.toHaveProperty('change');
    expect(points.at(-1)?.change).toBeGreaterThan(0);
    expect(points.at(-1)?.change).toBeLessThan(1);
    const table = await command.run('checkpoints', 'latest', '--layers', 'outputs');
    expect(table.out).toMatch(/glorotUniform, seed 1, outputs\/kernel 6×3\n\n *step +mean/);
    const none = await command.run('checkpoints', 'latest', '--layers', 'conv*');
    expect(none).toMatchObject({ code: 2, out: '' });
    expect(none.err).toContain('layers are: hidden, outputs');
  }, 240_000);

  test('are exported, once it is clear of which trial', async () => {
    const unclear = await command.run('export', 'latest', '-o', 'net.onnx');
    expect(unclear).toMatchObject({ code: 2 });
    expect(unclear.err).toContain('2 such trials');
    const he = ['--initializer', 'heNormal'];
    const tensors = await command.run(
      'export',
      'latest',
      ...he,
      '--format',
      'safetensors',
      '-o',
      'net.safetensors',
    );
    expect(tensors).toMatchObject({ code: 0 });
    const read = await readSafetensors(join(command.folder, 'net.safetensors'));
    expect(Object.keys(read.tensors)).toEqual([
      'hidden/kernel',
      'hidden/bias',
      'outputs/kernel',
      'outputs/bias',
    ]);
    expect(await command.run('export', 'latest', ...he, '-o', 'net.onnx')).toMatchObject({ code: 0 });
    await access(join(command.folder, 'net.onnx'));
    const missing = await command.run('export', 'latest', ...he, '--checkpoint', '7', '-o', 'x.onnx');
    expect(missing.err).toMatch(/no checkpoint "7"; there are: .*16/);
  });

  test('begin other runs: of an experiment by its name, or of a file', async () => {
    const continued = config(FIRST, 'transfer: first');
    await command.write('second.initscope.yaml', continued);
    expect(await command.run('run', 'second.initscope.yaml')).toMatchObject({ code: 0 });
    const { folder } = (await command.manifest('second'))!;
    const first = await command.run('show', 'first', '--json').then(() => command.manifest('first'));
    const lossAt = async (run: string, at: number): Promise<number> => {
      const path = join(run, 'heNormal', 'seed-1', 'checkpoints', `step-${String(at).padStart(8, '0')}`);
      const facts = JSON.parse(await readFile(join(path, 'checkpoint.json'), 'utf8')) as {
        validation: { loss: number };
      };
      return facts.validation.loss;
    };
    expect(await lossAt(folder, 16)).toBeLessThan(await lossAt(first!.folder, 16));

    const frozen = 'transfer: { from: ./net.safetensors, reuse: hidden }';
    await command.write(
      'third.initscope.yaml',
      config(FIRST, frozen).replace('batchSize', 'freeze: hidden, batchSize'),
    );
    expect(await command.run('run', 'third.initscope.yaml')).toMatchObject({ code: 0 });
    const third = (await command.manifest('third'))!.folder;
    const state = join(third, 'heNormal', 'seed-1', 'checkpoints', 'step-00000016', 'state.safetensors');
    const source = await readSafetensors(join(command.folder, 'net.safetensors'));
    const kept = (await readSafetensors(state)).tensors['weights/hidden/kernel'];
    expect(kept).toEqual(source.tensors['hidden/kernel']);
  });

  test('that do not fit are refused with both shapes, and no run is made', async () => {
    await command.write(
      'wrong.initscope.yaml',
      config(
        '{ dense: { units: 7, name: hidden } }, { dense: { units: 3, name: outputs } }',
        'transfer: first',
      ),
    );
    const { code, err } = await command.run('run', 'wrong.initscope.yaml');
    expect(code).toBe(1);
    expect(err).toMatch(/hidden\/kernel: found shape 2×6, expected 2×7/);
    await command.write('lost.initscope.yaml', config(FIRST, 'transfer: nowhere'));
    const lost = await command.run('run', 'lost.initscope.yaml');
    expect(lost.err).toContain('initscope run nowhere.initscope.yaml');
    expect(await command.manifest('wrong')).toBeUndefined();
    expect(await command.manifest('lost')).toBeUndefined();
  });
});
