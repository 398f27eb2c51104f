import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import h5wasm from 'h5wasm/node';
import { expect, test } from 'vitest';
import { tensorsByLayer } from '../../../src/weights/layers';
import { readWeights } from '../../../src/weights/readWeights';
import { bytesOf, npy } from '../../support/formats';
import { temporaryFolder } from '../runs/temporaryFolder';

/** A file as Keras' `save_weights` writes it, by another library than the one that reads it. */
async function kerasFile(): Promise<string> {
  await h5wasm.ready;
  const path = join(temporaryFolder(), 'weights.h5');
  const file = new h5wasm.File(path, 'w');
  const dense = file.create_group('dense').create_group('dense');
  const kernel = Float32Array.of(1, 2, 3, 4, 5, 6);
  dense.create_dataset({ name: 'kernel:0', data: kernel, shape: [2, 3] });
  dense.create_dataset({ name: 'bias:0', data: Float64Array.of(7, 8, 9), shape: [3], dtype: '<d' });
  file.create_attribute('layer_names', ['dense']);
  file.create_dataset({ name: 'note', data: 'made by a test' });
  file.close();
  return path;
}

test('Keras’ HDF5 weights are read by layer', async () => {
  const layers = tensorsByLayer(await readWeights(await kerasFile()));
  expect([...layers.keys()]).toEqual(['dense']);
  const { kernel, bias } = layers.get('dense')!;
  expect([kernel?.shape, [...kernel!.values]]).toEqual([
    [2, 3],
    [1, 2, 3, 4, 5, 6],
  ]);
  expect([bias?.shape, [...bias!.values]]).toEqual([[3], [7, 8, 9]]);
});

test('an .npz is read by layer, whichever sign parts the names', async () => {
  const path = join(temporaryFolder(), 'weights.npz');
  writeFileSync(
    path,
    zipSync({
      'dense/kernel.npy': npy('<f4', [2, 3], bytesOf(Float32Array.of(1, 2, 3, 4, 5, 6))),
      // as NumPy stores a transposed array
      'dense_1.kernel.npy': npy('<f8', [2, 2], bytesOf(Float64Array.of(1, 3, 2, 4)), true),
      'dense.bias.npy': npy('<f8', [3], bytesOf(Float64Array.of(7, 8, 9))),
    }),
  );
  const layers = tensorsByLayer(await readWeights(path));
  const values = (layer: string, weight: string): readonly number[] => [
    ...(layers.get(layer)?.[weight]?.values ?? []),
  ];
  expect([...layers.keys()]).toEqual(['dense', 'dense_1']);
  expect(values('dense', 'kernel')).toEqual([1, 2, 3, 4, 5, 6]);
  expect(values('dense', 'bias')).toEqual([7, 8, 9]);
  expect(values('dense_1', 'kernel')).toEqual([1, 2, 3, 4]);
});

test.each([
  ['weights.h5', 'no HDF5', /weights\.h5: found a damaged file .*expected HDF5/],
  ['weights.npz', 'no zip', /weights\.npz: found a damaged archive/],
  ['weights.bin', '', /found a name that ends in "\.bin", expected .*\.safetensors, \.h5/],
])('%s that is none is refused', async (name, text, message) => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  await expect(readWeights(path)).rejects.toThrow(message);
});
