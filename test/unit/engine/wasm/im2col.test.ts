import { expect, test } from 'vitest';
import { addPatches, patchesAsColumns } from '../../../../src/engine/wasm/im2col';

/** One 3×3 image of one channel under a 2×2 filter, padded below and to the right as by 'same'. */
const geometry = {
  ...{ inHeight: 3, inWidth: 3, inChannels: 1, outHeight: 3, outWidth: 3 },
  ...{ strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
  ...{ filterHeight: 2, filterWidth: 2, padInfo: { top: 0, left: 0 } },
};
const image = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

test('each patch is a column, zero beyond the edge', () => {
  const columns = new Float32Array(36).fill(NaN);
  patchesAsColumns(image, 1, geometry, columns);
  expect([...columns]).toEqual([
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9],
    ...[2, 3, 0, 5, 6, 0, 8, 9, 0],
    ...[4, 5, 6, 7, 8, 9, 0, 0, 0],
    ...[5, 6, 0, 8, 9, 0, 0, 0, 0],
  ]);
});

test('strides wider than the filter skip what lies between', () => {
  const wide = { ...geometry, strideHeight: 2, strideWidth: 2, outHeight: 1, outWidth: 1 };
  const columns = new Float32Array(4);
  patchesAsColumns(image, 1, wide, columns);
  expect([...columns]).toEqual([1, 2, 4, 5]);
});

test('adding patches of ones counts the patches over each pixel', () => {
  const counts = new Float32Array(9);
  addPatches(new Float32Array(36).fill(1), 1, geometry, counts);
  expect([...counts]).toEqual([1, 2, 2, 2, 4, 4, 2, 4, 4]);
});
