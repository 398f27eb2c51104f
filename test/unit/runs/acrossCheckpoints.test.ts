import { expect, test } from 'vitest';
import { acrossCheckpoints } from '../../../src/runs/acrossCheckpoints';
import { weightsPage } from '../../../src/extension/runs/weights';
import { listCheckpoints, writeCheckpoint } from '../../../src/runs/store/checkpoints';
import { temporaryFolder } from './temporaryFolder';

test('follows the tensors of the layers that are meant from checkpoint to checkpoint', async () => {
  const trial = temporaryFolder();
  const kernel = [
    [3, 4],
    [3, 0],
    [0, 0],
    [1, 0],
  ];
  for (const [i, values] of kernel.entries())
    await writeCheckpoint(
      trial,
      {
        format: 1,
        run: 'r',
        experiment: 'e',
        initializer: 'heNormal',
        seed: 1,
        step: 10 * i,
        streams: { batches: { name: 'b', position: 0 }, noise: 'n' },
        saved: '2026-01-01T00:00:00Z',
      },
      {
        'weights/dense_1/kernel': { shape: [2], values: Float32Array.from(values) },
        'statistics/norm/moving_mean': { shape: [1], values: Float32Array.of(i) },
        'slots/dense_1/kernel/velocity': { shape: [2], values: new Float32Array(2) },
      },
    );
  const stored = await listCheckpoints(trial);
  const [history, ...others] = await acrossCheckpoints(stored, ['dense_*']);
  expect(others).toEqual([]);
  expect(history?.path).toBe('dense_1/kernel');
  expect(history?.points.map(({ step, norm, change }) => [step, norm, change])).toEqual([
    [0, 5, undefined],
    [10, 3, 4 / 5],
    [20, 0, 1],
    [30, 1, undefined],
  ]);
  const all = await acrossCheckpoints(stored);
  expect(all.map(({ path }) => path)).toEqual(['dense_1/kernel', 'norm/moving_mean']);

  const page = weightsPage('Weights', [{ initializer: 'heNormal', seed: 1, tensors: all }]);
  expect(page).toContain('## heNormal, seed 1');
  expect(page).toMatch(/\| 10 \| 1\.50 \| 1\.50 \| 3\.00 \| 0 \| 3\.00 \| 80\.0 % \|/);
});
