import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { inspectPath } from '../../../src/data/inspect';
import { loadDataset } from '../../../src/data/load';
import { bytesOf, idx, npy, tar, writeFolder } from './files';

const images = idx([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const labels = idx([3], [0, 2, 1]);
const testImages = idx([1, 2, 2], [1, 1, 1, 1]);
const testLabels = idx([1], [2]);

const record10 = (label: number): Uint8Array => new Uint8Array(3073).fill(label, 0, 1);
const record100 = (coarse: number, fine: number): Uint8Array =>
  new Uint8Array(3074).fill(coarse, 0, 1).fill(fine, 1, 2);

const mnistLike = {
  'train-images-idx3-ubyte.gz': gzipSync(images),
  'train-labels-idx1-ubyte.gz': gzipSync(labels),
  't10k-images-idx3-ubyte.gz': gzipSync(testImages),
  't10k-labels-idx1-ubyte.gz': gzipSync(testLabels),
};
const keras = {
  'x_train.npy': npy(
    '|u1',
    [3, 2, 2],
    Uint8Array.from({ length: 12 }, (_, i) => i),
  ),
  'y_train.npy': npy('<i8', [3], bytesOf(BigInt64Array.of(0n, 2n, 1n))),
  'x_test.npy': npy('|u1', [1, 2, 2], new Uint8Array(4)),
  'y_test.npy': npy('<i8', [1], bytesOf(BigInt64Array.of(2n))),
};

/** What a load with everything in training and the own test set (or one sample) in validation gives. */
const load = (source: string, parameters = {}) =>
  loadDataset(
    { source, parameters, normalization: 'none', validation: { kind: 'default' }, splitSeed: 0 },
    { mediaFolder: '', cacheFolder: '' },
  );

const FORMATS = [
  ['gzipped IDX', mnistLike, '', 3, 1],
  [
    'plain IDX under other names',
    {
      'train-images.idx3-ubyte': images,
      'train-labels.idx1-ubyte': labels,
      'test-images': testImages,
      'test-labels': testLabels,
    },
    '',
    3,
    1,
  ],
  ['NPZ as of Keras', { 'mnist.npz': zipSync(keras) }, 'mnist.npz', 3, 1],
] as const;

describe.each(FORMATS)('%s', (_, files, name, trainCount, testCount) => {
  const facts = { inputShape: [2, 2, 1], outputs: 3, classes: ['0', '1', '2'], trainCount, testCount };

  test('is described and loaded alike', async () => {
    const path = join(writeFolder(files), name);
    expect(await inspectPath(path, {})).toMatchObject(facts);
    const { description, train, validation } = await load(path);
    expect(description).toEqual(await inspectPath(path, {}));
    expect(train).toMatchObject({ count: 3, shape: [2, 2, 1] });
    expect(train.targets).toEqual({ kind: 'classes', labels: Int32Array.of(0, 2, 1) });
    expect(validation.targets).toEqual({ kind: 'classes', labels: Int32Array.of(2) });
  });

  test('takes another shape of the same size', async () => {
    const path = join(writeFolder(files), name);
    expect((await inspectPath(path, { shape: [4] })).inputShape).toEqual([4]);
    expect((await load(path, { shape: [4] })).train.shape).toEqual([4]);
    await expect(inspectPath(path, { shape: [5] })).rejects.toThrow(
      'found samples of shape 2×2, expected 5 values for the shape 5',
    );
  });
});

describe('CIFAR', () => {
  test.each([
    [
      'a folder',
      { 'data_batch_2.bin': record10(2), 'data_batch_1.bin.gz': gzipSync(record10(1)) },
      '',
      10,
      2,
    ],
    ['a CIFAR-100 folder', { 'train.bin': record100(1, 70), 'test.bin': record100(2, 3) }, '', 100, 1],
    ['one file', { 'my.bin': Buffer.concat([record10(1), record10(2)]) }, 'my.bin', 10, 2],
    ['one file of CIFAR-100', { 'my.bin.gz': gzipSync(record100(1, 70)) }, 'my.bin.gz', 100, 1],
  ])('describes %s', async (_, files, name, outputs, trainCount) => {
    const description = await inspectPath(join(writeFolder(files), name), {});
    expect(description).toMatchObject({ inputShape: [32, 32, 3], outputs, trainCount });
    expect(description.classes).toHaveLength(outputs);
  });

  test.each(['cifar-10-batches-bin', './renamed'])('reads an archive with %s', async (folder) => {
    const archive = tar([
      { name: `${folder}/data_batch_1.bin`, bytes: Buffer.concat([record10(4), record10(5)]) },
      { name: `${folder}/test_batch.bin`, bytes: record10(6) },
    ]);
    const path = join(writeFolder({ 'c.tar.gz': gzipSync(archive) }), 'c.tar.gz');
    expect(await inspectPath(path, {})).toMatchObject({ outputs: 10, inputShape: [32, 32, 3] });
    const { train, validation, description } = await load(path);
    expect(train.targets).toEqual({ kind: 'classes', labels: Int32Array.of(4, 5) });
    expect(validation.targets).toEqual({ kind: 'classes', labels: Int32Array.of(6) });
    expect(description).toMatchObject({ trainCount: 2, testCount: 1 });
  });
});

test('CSV: classes, counts and a shape for flat pixels', async () => {
  const path = join(writeFolder({ 'p.csv': 'label,a,b,c,d\n1,1,2,3,4\n0,5,6,7,8\n' }), 'p.csv');
  const description = await inspectPath(path, { shape: [2, 2, 1] });
  expect(description).toMatchObject({
    inputShape: [2, 2, 1],
    outputs: 2,
    trainCount: 2,
    classes: ['0', '1'],
  });
});

test('NPZ: numbers to predict', async () => {
  const arrays = {
    'x.npy': npy('<f4', [4, 3], bytesOf(new Float32Array(12))),
    'y.npy': npy('<f8', [4, 2], bytesOf(new Float64Array(8))),
  };
  const path = join(writeFolder({ 'r.npz': zipSync(arrays) }), 'r.npz');
  const description = await inspectPath(path, { target: 'values' });
  expect(description).toMatchObject({ inputShape: [3], outputs: 2, trainCount: 4 });
  expect(description.classes).toBeUndefined();
});

describe('damaged and mislabelled files', () => {
  const change = (bytes: Uint8Array, byte: number, value: number): Uint8Array => {
    const changed = bytes.slice();
    changed[byte] = value;
    return changed;
  };
  const plain = {
    'train-images-idx3-ubyte': images,
    'train-labels-idx1-ubyte': labels,
    't10k-images-idx3-ubyte': testImages,
    't10k-labels-idx1-ubyte': testLabels,
  };

  test.each([
    [
      'flipped magic',
      { 'train-images-idx3-ubyte': change(images, 0, 7) },
      'train-images-idx3-ubyte, byte 0: found 0x07',
    ],
    [
      'images for labels',
      { 'train-labels-idx1-ubyte': images },
      'train-labels-idx1-ubyte: found labels of shape 2×2',
    ],
    [
      'cut images',
      { 'train-images-idx3-ubyte': images.subarray(0, 20) },
      'byte 20: found 20 bytes, expected 28 bytes',
    ],
    [
      'fewer labels than images',
      { 'train-labels-idx1-ubyte': idx([2], [0, 1]) },
      'train-labels-idx1-ubyte, byte 4: found 2 labels, expected 3, one for each sample in',
    ],
    [
      'a test label that training does not know',
      { 't10k-labels-idx1-ubyte': idx([1], [3]) },
      't10k-labels-idx1-ubyte, byte 8: found label 3, expected 0 to 2',
    ],
    [
      'test images of another size',
      { 't10k-images-idx3-ubyte': idx([1, 2, 1], [1, 1]) },
      't10k-images-idx3-ubyte: found samples of shape 2×1×1, expected 2×2×1 as in training',
    ],
  ])('IDX: %s', async (_, files, message) => {
    await expect(load(writeFolder({ ...plain, ...files }))).rejects.toThrow(message);
  });

  test.each([
    [
      'a fractional label',
      { 'y_train.npy': npy('<f4', [3], bytesOf(Float32Array.of(0, 1.5, 2))) },
      /y_train\.npy, byte 132: found label 1\.5, expected 0 to 65,535/,
    ],
    ['one-hot labels', { 'y_train.npy': npy('|u1', [3, 4], new Uint8Array(12)) }, /found labels of shape 4/],
    [
      'an infinite input',
      { 'x_train.npy': npy('<f4', [3, 1], bytesOf(Float32Array.of(0, 1, Infinity))) },
      /x_train\.npy, byte 136: found Infinity, expected a finite number/,
    ],
  ])('NPZ: %s', async (_, arrays, message) => {
    const folder = writeFolder({ 'a.npz': zipSync({ ...keras, ...arrays }) });
    await expect(load(join(folder, 'a.npz'))).rejects.toThrow(message);
  });

  test('NPZ: other arrays', async () => {
    const folder = writeFolder({ 'a.npz': zipSync({ 'arr_0.npy': keras['x_test.npy'] }) });
    await expect(load(join(folder, 'a.npz'))).rejects.toThrow(
      'found the arrays arr_0, expected x_train and y_train',
    );
  });

  test.each([
    [
      'images without labels',
      { 'train-images-idx3-ubyte': images },
      'found train images without labels, expected also train-labels-idx1-ubyte',
    ],
    [
      'nothing known',
      { 'a.txt': '', 'b.txt': '' },
      'found a folder with a.txt, b.txt, expected a folder of IDX files',
    ],
    ['nothing', {}, 'found an empty folder, expected'],
  ])('a folder with %s', async (_, files, message) => {
    await expect(inspectPath(writeFolder(files), {})).rejects.toThrow(message);
  });

  test('paths that lead nowhere', async () => {
    const folder = writeFolder({ 'a.txt': '' });
    await expect(inspectPath(join(folder, 'none'), {})).rejects.toThrow('found no such file or folder');
    await expect(inspectPath(join(folder, 'a.txt'), {})).rejects.toThrow('found a file of unknown format');
  });
});
