import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { canImport } from '../../../scripts/test/python';
import { ExternalReader } from '../../../src/runs/external/externalReader';
import type { Split } from '../../../src/shared/tags';
import { tensorsByLayer } from '../../../src/weights/layers';
import { readWeights } from '../../../src/weights/readWeights';
import { temporaryFolder } from '../../unit/runs/temporaryFolder';

/** A Python with Keras, TensorFlow and TensorBoard; `npm test` provides it. */
const python = process.env['INITSCOPE_KERAS_PYTHON'];
const missing = python === undefined || !canImport(python, 'keras');
if (missing)
  console.warn('SKIPPED: logs and weights of Keras, for INITSCOPE_KERAS_PYTHON names no Python with Keras');

interface Seen {
  readonly history: Readonly<Record<'loss' | 'accuracy' | 'val_loss' | 'val_accuracy', readonly number[]>>;
  readonly kernels: Readonly<Record<string, readonly number[]>>;
}

test.skipIf(missing)('logs of Keras show what it has seen, live, and its weights are read', async () => {
  const folder = temporaryFolder();
  const [logs, weights] = [join(folder, 'wide'), join(folder, 'last.weights.h5')];
  const child = spawn(python ?? '', [join(import.meta.dirname, 'fit_keras.py'), logs, weights]);
  const [exited, printed, complaints] = [once(child, 'exit'), text(child.stdout), text(child.stderr)];
  const reader = new ExternalReader(logs);
  const curve = (split: Split, tag: string): readonly number[] => [
    ...(reader.find({ initializer: 'wide', seed: 0, split, tag })?.values ?? []),
  ];
  const polled = async (): Promise<number> => {
    await reader.poll().catch(() => undefined); // there is no log yet
    if (child.exitCode !== null) throw new Error(await complaints);
    return curve('train', 'loss').length;
  };
  await expect.poll(polled, { timeout: 60_000, interval: 100 }).toBe(1);
  expect(reader.manifest.state).toBe('running');
  child.stdin.end('go on\n');
  expect(await exited, await complaints).toEqual([0, null]);
  await reader.poll();

  const { history, kernels } = JSON.parse(await printed) as Seen;
  const float32 = (values: readonly number[]): readonly number[] => [...Float32Array.from(values)];
  expect(curve('train', 'loss')).toEqual(float32(history.loss));
  expect(curve('train', 'accuracy')).toEqual(float32(history.accuracy));
  expect(curve('validation', 'loss')).toEqual(float32(history.val_loss));
  expect(curve('validation', 'accuracy')).toEqual(float32(history.val_accuracy));

  expect(reader.manifest.experiment.model.layers.map(({ name }) => name)).toEqual([
    'hidden',
    'norm',
    'logits',
  ]);
  const tag = 'weights/hidden/kernel';
  const key = { initializer: 'wide', seed: 0, split: 'probe' } as const;
  const histograms = (await reader.readHistograms(key, [tag])).get(tag) ?? [];
  expect(histograms.map(({ step }) => step)).toEqual([0, 1, 2]);
  const { edges, counts } = histograms.at(-1)!;
  expect(counts.reduce((sum, count) => sum + count)).toBe(5 * 8);
  expect(edges[0]).toBeCloseTo(Math.min(...(kernels['hidden'] ?? [])), 6);
  expect(edges.at(-1)).toBeCloseTo(Math.max(...(kernels['hidden'] ?? [])), 6);

  const read = tensorsByLayer(await readWeights(weights));
  for (const [layer, values] of Object.entries(kernels))
    expect([...(read.get(layer)?.['kernel']?.values ?? [])], layer).toEqual(values);
  expect([...read.keys()]).toEqual(['norm', 'hidden', 'logits']);
  expect(Object.keys(read.get('norm') ?? {})).toEqual(['gamma', 'beta', 'mean', 'variance']);
});
