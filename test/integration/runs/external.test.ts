import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ExternalReader } from '../../../src/runs/external/externalReader';
import { temporaryFolder } from '../../unit/runs/temporaryFolder';
import { provideTensorBoard, runPython } from './tensorBoard';

const here = import.meta.dirname;
const CACHE = join(here, '../../../.cache');

const tensorBoard = provideTensorBoard(join(CACHE, 'tensorboard'));
if ('missing' in tensorBoard)
  console.warn(`SKIPPED: logs by TensorBoard’s own writer, for ${tensorBoard.missing}`);

/** Debian's PyTorch with TensorBoard from PyPI beside it. */
const torchPython = process.env['INITSCOPE_TORCH_PYTHON'];
const hasTorch = torchPython !== undefined && spawnSync(torchPython, ['-c', 'import torch']).status === 0;
const torch = hasTorch
  ? provideTensorBoard(join(CACHE, 'torch-tensorboard'), {
      python: torchPython,
      options: ['--system-site-packages'],
    })
  : { missing: 'there is no PyTorch (INITSCOPE_TORCH_PYTHON)' };
if ('missing' in torch) console.warn(`SKIPPED: logs by PyTorch’s SummaryWriter, for ${torch.missing}`);

describe.skipIf('missing' in tensorBoard)('TensorBoard’s own writer', () => {
  test('writes logs that open as a run', async () => {
    const folder = temporaryFolder();
    runPython('python' in tensorBoard ? tensorBoard.python : '', join(here, 'write_run.py'), folder);
    const reader = new ExternalReader(folder);
    const { notes } = await reader.poll();
    expect(notes).toEqual([]);
    const [series] = [...reader.series()].filter(({ key }) => key.tag === 'loss');
    expect([...(series?.values ?? [])].slice(0, 3)).toEqual([0.5, -0, NaN]);
    const { initializer } = series?.key ?? { initializer: '' };
    const [histogram] = await reader.readHistograms({
      initializer,
      seed: 0,
      split: 'train',
      tag: 'weights/newer',
    });
    expect(histogram?.counts.reduce((a, b) => a + b)).toBe(4);
  });
});

describe.skipIf('missing' in torch)('PyTorch’s SummaryWriter', () => {
  test('logs of the hook show layers and what is wrong with them, live', { timeout: 240_000 }, async () => {
    const folder = temporaryFolder();
    const child = spawn('python' in torch ? torch.python : '', [
      join(here, 'hold_training.py'),
      join(here, '../../../examples/pytorch'),
      folder,
    ]);
    const exited = once(child, 'exit');
    const reader = new ExternalReader(folder);
    // the first points are seen while the program, which waits for it, still trains
    await expect
      .poll(
        () =>
          reader.poll().then(
            ({ series }) => series.length,
            () => 0,
          ),
        { timeout: 120_000, interval: 100 },
      )
      .toBeGreaterThan(0);
    expect(child.exitCode).toBeNull();
    expect(reader.manifest.state).toBe('running');
    child.stdin.end('go on\n');
    expect(await exited).toEqual([0, null]);
    await new Promise((resolve) => setTimeout(resolve, 2100)); // new files are looked for every two seconds
    await reader.poll();

    const { experiment, trials } = reader.manifest;
    expect(trials.map(({ initializer }) => initializer)).toEqual(['heNormal', 'zeros']);
    expect(experiment.model.layers.map(({ name }) => name)).toEqual(['0', '2', '4']);
    const loss = reader.find({ initializer: 'heNormal', seed: 0, split: 'train', tag: 'loss' });
    expect(loss?.values).toHaveLength(200);
    const rules = (label: string): string[] =>
      reader.findings.filter(({ initializer }) => initializer === label).map(({ rule }) => rule);
    expect(rules('zeros')).toEqual(expect.arrayContaining(['brokenSymmetry', 'deadUnits']));
    expect(rules('heNormal')).not.toContain('brokenSymmetry');
  });
});
