import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readLatestCheckpoint } from '../../../../src/runs/store/checkpoints';
import { trialFolderOf } from '../../../../src/runs/store/layout';
import { RunReader } from '../../../../src/runs/store/runReader';
import { RunStore } from '../../../../src/runs/store/runStore';
import { summarize } from '../../../../src/runs/summary';
import { LOSS } from '../../../../src/shared/tags';

/** Runs as earlier versions wrote them, one folder for each format; never written anew. */
const FORMATS = [1];

test.each(FORMATS)('a run of format %i stays readable, value by value', async (format) => {
  const folder = fileURLToPath(new URL(`../../../fixtures/runs/format-${format}`, import.meta.url));
  const entries = await new RunStore(folder).list();
  expect(entries.map(({ kind, experiment }) => [kind, experiment])).toEqual([['run', 'Depth']]);
  const reader = await RunReader.load(entries[0]?.folder ?? '');
  expect(reader.manifest).toMatchObject({ format, state: 'finished', name: 'the first', totalSteps: 180 });
  const loss = reader.find({ initializer: 'heNormal', seed: 1, split: 'train', tag: LOSS });
  expect([...(loss?.steps ?? [])]).toEqual([1, 2, 3]);
  expect([...(loss?.values ?? [])]).toEqual([1, 0.5, 0.25]);
  const key = { initializer: 'heNormal', seed: 1, split: 'probe' } as const;
  const tag = 'weights/dense_1';
  expect((await reader.readHistograms(key, [tag])).get(tag)?.[0]?.counts).toEqual(Float64Array.of(1, 2, 3));
  const [summary] = summarize(reader.manifest, (wanted) => reader.find(wanted)).initializers;
  expect(summary?.steps).toBe(3);
  await reader.poll();
  expect(reader.findings).toMatchObject([{ rule: 'explodingTensor', step: 2, evidence: { value: NaN } }]);
});

test.each(FORMATS)('a checkpoint of format %i stays readable, value by value', async (format) => {
  const folder = fileURLToPath(new URL(`../../../fixtures/runs/format-${format}`, import.meta.url));
  const [run] = await new RunStore(folder).list();
  const trial = trialFolderOf(run?.folder ?? '', { initializer: 'heNormal', seed: 1 });
  const checkpoint = await readLatestCheckpoint(trial, (note) => expect.fail(note));
  expect(checkpoint).toMatchObject({ step: 3, validation: { step: 3, loss: 0.25, accuracy: 0.875 } });
  expect(checkpoint?.tensors).toEqual({
    'weights/dense_1/bias': { shape: [3], values: Float32Array.of(1, -0.5, 0.25) },
    'slots/dense_1/bias/m': { shape: [3], values: Float32Array.of(0, 1e-8, 2) },
  });
});
