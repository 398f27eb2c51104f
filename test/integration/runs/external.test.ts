import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canImport } from '../../../scripts/test/python';
import { ExternalReader } from '../../../src/runs/external/externalReader';
import { temporaryFolder } from '../../unit/runs/temporaryFolder';
import { runPython, tensorBoardPython } from './tensorBoard';

const here = import.meta.dirname;
/** TensorBoard's Python has it where PyTorch is installed. */
const hasTorch = tensorBoardPython !== undefined && canImport(tensorBoardPython, 'torch');
if (!hasTorch)
  console.warn('SKIPPED: logs by PyTorch’s SummaryWriter, for there is no PyTorch beside TensorBoard');

describe.skipIf(tensorBoardPython === undefined)('TensorBoard’s own writer', () => {
  test('writes logs that open as a run', async () => {
    const folder = temporaryFolder();
    runPython(join(here, 'write_run.py'), folder);
    const reader = new ExternalReader(folder);
    const { notes } = await reader.poll();
    expect(notes).toEqual([]);
    const [series] = [...reader.series()].filter(({ key }) => key.tag === 'loss');
    expect([...(series?.values ?? [])].slice(0, 3)).toEqual([0.5, -0, NaN]);
    const { initializer } = series?.key ?? { initializer: '' };
    const key = { initializer, seed: 0, split: 'train' } as const;
    const [histogram] = (await reader.readHistograms(key, ['weights/newer'])).get('weights/newer') ?? [];
    expect(histogram?.counts.reduce((a, b) => a + b)).toBe(4);
  });
});

describe.skipIf(!hasTorch)('PyTorch’s SummaryWriter', () => {
  test('logs of the hook show layers and what is wrong with them, live', async () => {
    const folder = temporaryFolder();
    const child = spawn(tensorBoardPython ?? '', [
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
    const losses = (initializer: string): number =>
      reader.find({ initializer, seed: 0, split: 'train', tag: 'loss' })?.values.length ?? 0;
    // new files are looked for every two seconds
    await expect
      .poll(() => reader.poll().then(() => [losses('heNormal'), losses('zeros')]), { interval: 100 })
      .toEqual([200, 200]);

    const { experiment, trials } = reader.manifest;
    expect(trials.map(({ initializer }) => initializer)).toEqual(['heNormal', 'zeros']);
    expect(experiment.model.layers.map(({ name }) => name)).toEqual(['0', '2', '4']);
    const rules = (label: string): string[] =>
      reader.findings.filter(({ initializer }) => initializer === label).map(({ rule }) => rule);
    expect(rules('zeros')).toEqual(expect.arrayContaining(['brokenSymmetry', 'deadUnits']));
    expect(rules('heNormal')).not.toContain('brokenSymmetry');
  });
});
