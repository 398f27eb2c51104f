import { expect, test } from 'vitest';
import { folderMeaning, histogramMeaning, tagMeaning } from '../../../../src/runs/external/meaning';

test.each([
  [[], { initializer: 'logs', seed: 0 }],
  [['train'], { initializer: 'logs', seed: 0, split: 'train' }],
  [['wide', 'validation'], { initializer: 'wide', seed: 0, split: 'validation' }],
  [['heNormal', 'seed-3', 'probe'], { initializer: 'heNormal', seed: 3, split: 'probe' }],
  [['a', 'b'], { initializer: 'a/b', seed: 0 }],
] as const)('folder %j', (path, meaning) => {
  expect(folderMeaning(path, 'logs')).toEqual(meaning);
});

test.each([
  ['loss', undefined, 'train', 'loss'],
  ['epoch_loss', 'validation', 'validation', 'loss'],
  ['Loss/train', undefined, 'train', 'loss'],
  ['Loss/test', 'train', 'validation', 'loss'],
  ['val_acc', undefined, 'validation', 'accuracy'],
  ['valLoss', undefined, 'validation', 'loss'],
  ['epoch_sparse_categorical_accuracy', 'train', 'train', 'accuracy'],
  ['evaluation_accuracy_vs_iterations', 'validation', 'validation', 'accuracy'],
  ['loss/discriminator', undefined, 'train', 'loss/discriminator'],
  ['learning_rate', undefined, 'train', 'learning_rate'],
  ['activation_variance/0', undefined, 'probe', 'activation_variance/0'],
] as const)('tag %s in %s', (name, folder, split, tag) => {
  expect(tagMeaning(name, folder)).toMatchObject({ split, tag });
});

test('of several tags that could be the loss, the plain one is, else that of epochs', () => {
  const ranks = ['val_loss', 'epoch_loss', 'evaluation_loss_vs_iterations', 'batch_loss'].map(
    (name) => tagMeaning(name, 'train').rank,
  );
  expect(ranks).toEqual([0, 1, 2, 2]);
});

test.each([
  ['sequential/first/kernel/histogram', 'probe', 'weights/first/kernel'],
  ['dense/kernel_0/histogram', 'probe', 'weights/dense/kernel'],
  ['model/batch_normalization_1/moving_mean/histogram', 'probe', 'weights/batch_normalization_1/moving_mean'],
  ['histogram', 'train', 'histogram'],
  ['fc1.weight', 'train', 'fc1.weight'],
] as const)('histograms %s', (name, split, tag) => {
  expect(histogramMeaning(name, 'train')).toEqual({ split, tag });
});
