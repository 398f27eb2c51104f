import { expect, test } from 'vitest';
import { sumOver } from '../../../../src/engine/wasm/reduce';

const values = Float32Array.from({ length: 24 }, (_, i) => i);

test.each([
  [[0], [12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34]],
  [[1], [12, 15, 18, 21, 48, 51, 54, 57]],
  [[2], [6, 22, 38, 54, 70, 86]],
  [
    [0, 2],
    [60, 92, 124],
  ],
  [
    [0, 1],
    [60, 66, 72, 78],
  ],
  [
    [1, 2],
    [66, 210],
  ],
  [[0, 1, 2], [276]],
  [[], [...values]],
])('sums [2, 3, 4] over %j', (axes, expected) => {
  expect([...sumOver(values, [2, 3, 4], axes)]).toEqual(expected);
});

test('nothing sums to 0', () => {
  expect([...sumOver(new Float32Array(0), [0, 3], [0])]).toEqual([0, 0, 0]);
});

test('keeps what a float32 accumulator loses', () => {
  const many = new Float32Array(2 ** 20).fill(1);
  many[0] = 2 ** 24;
  expect(sumOver(many, [many.length], [0])[0]).toBe(2 ** 24 + 2 ** 20 - 1);
});
