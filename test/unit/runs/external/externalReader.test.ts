import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EventFileWriter } from '../../../../src/runs/events/eventFileWriter';
import { ExternalReader } from '../../../../src/runs/external/externalReader';
import { openRun } from '../../../../src/runs/openRun';
import { problemOfManifest } from '../../../../src/runs/store/manifestShape';
import { RunReader } from '../../../../src/runs/store/runReader';
import { summarize } from '../../../../src/runs/summary';
import { createRun } from '../experiment';
import { FakeClock } from '../fakeClock';
import { temporaryFolder } from '../temporaryFolder';

function writerIn(root: string, ...path: string[]): EventFileWriter {
  const folder = join(root, ...path);
  mkdirSync(folder, { recursive: true });
  return new EventFileWriter(join(folder, 'events.out.tfevents.1'), new FakeClock());
}

const lossOf = (reader: ExternalReader, initializer: string, split: 'train' | 'validation'): number[] => [
  ...(reader.find({ initializer, seed: 0, split, tag: 'loss' })?.values ?? []),
];

test('logs of another program are a run with its folders as lines, followed as they grow', async () => {
  const root = temporaryFolder();
  const train = writerIn(root, 'wide', 'train');
  const validation = writerIn(root, 'wide', 'validation');
  const narrow = writerIn(root, 'narrow');
  train.scalar('epoch_loss', 0, 100, 2);
  validation.scalar('epoch_loss', 0, 100, 2.5);
  narrow.scalar('Loss/train', 0, 100, 3);
  for (const writer of [train, validation, narrow]) writer.flush();

  const reader = new ExternalReader(root);
  await reader.poll();
  expect(reader.manifest.experiment.initializers.map(({ label }) => label)).toEqual(['narrow', 'wide']);
  expect(reader.manifest).toMatchObject({ source: 'tensorboard', state: 'running', totalSteps: 0 });
  expect(problemOfManifest(JSON.parse(JSON.stringify(reader.manifest)))).toBeUndefined();
  expect(lossOf(reader, 'wide', 'validation')).toEqual([2.5]);
  expect(lossOf(reader, 'narrow', 'train')).toEqual([3]);

  train.scalar('epoch_loss', 1, 101, 1);
  train.close();
  const { series, manifest } = await reader.poll();
  expect(series.map(({ key, values }) => [key.initializer, key.split, [...values]])).toEqual([
    ['wide', 'train', [1]],
  ]);
  expect(manifest?.totalSteps).toBe(1);
  for (const writer of [validation, narrow]) writer.close();
});

test('a loss over epochs and one over batches stay two curves, whichever comes first', async () => {
  const root = temporaryFolder();
  const writer = writerIn(root, 'keras', 'train');
  const key = { initializer: 'keras', seed: 0, split: 'train' } as const;
  const reader = new ExternalReader(root);
  const shown = async (): Promise<unknown> => {
    writer.flush();
    const { series } = await reader.poll();
    return series.map(({ key: { tag }, reset, steps }) => [tag, reset, [...steps]]);
  };
  for (const step of [0, 2, 4]) writer.scalar('batch_loss', step, 100, step);
  expect(await shown()).toEqual([['loss', false, [0, 2, 4]]]);
  writer.scalar('epoch_loss', 0, 101, 10);
  writer.scalar('batch_loss', 6, 102, 6);
  expect(await shown()).toEqual([
    ['loss', true, [0]],
    ['batch_loss', false, [0, 2, 4, 6]],
  ]);
  writer.scalar('epoch_loss', 1, 103, 11);
  writer.scalar('batch_loss', 8, 103, 8);
  expect(await shown()).toEqual([
    ['loss', false, [1]],
    ['batch_loss', false, [8]],
  ]);
  expect([...(reader.find({ ...key, tag: 'loss' })?.values ?? [])]).toEqual([10, 11]);
  expect([...(reader.find({ ...key, tag: 'batch_loss' })?.values ?? [])]).toEqual([0, 2, 4, 6, 8]);
  expect(reader.manifest.totalSteps).toBe(1);
  writer.close();
});

test('a loss called just that is the loss, whatever came before it', async () => {
  const root = temporaryFolder();
  const writer = writerIn(root, 'wide', 'train');
  for (const step of [0, 1]) {
    writer.scalar('train_loss', step, 100, 1);
    writer.scalar('loss', step, 100, 2);
  }
  writer.close();
  const reader = new ExternalReader(root);
  await reader.poll();
  const key = { initializer: 'wide', seed: 0, split: 'train' } as const;
  expect(lossOf(reader, 'wide', 'train')).toEqual([2, 2]);
  expect([...(reader.find({ ...key, tag: 'train_loss' })?.values ?? [])]).toEqual([1, 1]);
});

test('layers are those that were measured, and the health rules are evaluated on them', async () => {
  const root = temporaryFolder();
  const writer = writerIn(root, 'zeros', 'seed-0', 'probe');
  for (const layer of ['0', '2', '4']) {
    writer.scalar(`activation_variance/${layer}`, 0, 100, 1);
    writer.scalar(`dead_fraction/${layer}`, 0, 100, layer === '2' ? 1 : 0);
  }
  writer.close();
  const reader = new ExternalReader(root);
  const { findings } = await reader.poll();
  expect(reader.manifest.experiment.model.layers.map(({ name }) => name)).toEqual(['0', '2', '4']);
  expect(findings.map(({ rule, layer, initializer }) => [rule, layer, initializer])).toEqual([
    ['deadUnits', '2', 'zeros'],
  ]);
});

test('without validation figures nothing is said of how far it got', async () => {
  const root = temporaryFolder();
  const writer = writerIn(root, 'heNormal', 'train');
  for (const step of [0, 1]) writer.scalar('loss', step, 100, 2 - step);
  writer.close();
  const reader = new ExternalReader(root, new FakeClock(Date.now() + 1e9));
  await reader.poll();
  const [summary] = summarize(reader.manifest, (key) => reader.find(key)).initializers;
  expect(summary?.verdict.text).toBe('not judged: no validation figures');
});

test('a folder without event files says so', async () => {
  const root = temporaryFolder();
  await expect(new ExternalReader(root).poll()).rejects.toThrow('holds no TensorBoard event files');
});

test('a run of our own is opened as one, any other folder as logs', async () => {
  const root = temporaryFolder();
  const { folder } = await createRun(root);
  expect(openRun(folder)).toBeInstanceOf(RunReader);
  expect(openRun(root)).toBeInstanceOf(ExternalReader);
});
