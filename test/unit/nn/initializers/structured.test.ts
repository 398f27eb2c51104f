import { describe, expect, test } from 'vitest';
import { identity, orthogonal } from '../../../../src/nn/initializers/structured';
import { createStream } from '../../../../src/random/stream';

const site = (shape: number[]): { shape: number[]; fanIn: number; fanOut: number } => ({
  shape,
  fanIn: 1,
  fanOut: 1,
});

describe('orthogonal', () => {
  const gram = (w: Float32Array, rows: number, cols: number): number[][] =>
    Array.from({ length: cols }, (_, a) =>
      Array.from({ length: cols }, (_, b) => {
        let dot = 0;
        for (let i = 0; i < rows; i++) dot += w[i * cols + a]! * w[i * cols + b]!;
        return dot;
      }),
    );
  const deviation = (matrix: number[][], diagonal: number): number =>
    Math.max(...matrix.flatMap((row, i) => row.map((x, j) => Math.abs(x - (i === j ? diagonal : 0)))));

  test('columns of a tall kernel are orthogonal with norm gain', () => {
    const w = orthogonal.draw({ gain: 1.5 }, site([60, 40]), createStream(0, 'x'));
    expect(deviation(gram(w, 60, 40), 2.25)).toBeLessThan(1e-5);
  });

  test('rows of a wide kernel are orthonormal', () => {
    const w = orthogonal.draw({ gain: 1 }, site([20, 70]), createStream(0, 'x'));
    const turned = Float32Array.from({ length: w.length }, (_, i) => w[(i % 20) * 70 + Math.floor(i / 20)]!);
    expect(deviation(gram(turned, 70, 20), 1)).toBeLessThan(1e-5);
  });

  test('a convolution kernel is flattened to [height · width · in, out]', () => {
    const w = orthogonal.draw({ gain: 1 }, site([3, 3, 4, 16]), createStream(0, 'x'));
    expect(deviation(gram(w, 36, 16), 1)).toBeLessThan(1e-5);
  });

  test('is uniform over the group: diagonal entries have mean 0 and variance 1/n', () => {
    const n = 8;
    const draws = Array.from({ length: 2000 }, (_, i) =>
      orthogonal.draw({ gain: 1 }, site([n, n]), createStream(i, 'x')),
    );
    const diagonal = draws.flatMap((w) => Array.from({ length: n }, (_, i) => w[i * n + i]!));
    const mean = diagonal.reduce((sum, x) => sum + x, 0) / diagonal.length;
    const square = diagonal.reduce((sum, x) => sum + x * x, 0) / diagonal.length;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(1 / n / diagonal.length));
    expect(square).toBeCloseTo(1 / n, 2);
  });
});

describe('identity', () => {
  const draw = (shape: number[], gain = 1): number[] => [
    ...identity.draw({ gain }, site(shape), createStream(0, 'x')),
  ];

  test('dense, square and not', () => {
    expect(draw([2, 3], 2)).toEqual([2, 0, 0, 0, 2, 0]);
    expect(draw([3, 2])).toEqual([1, 0, 0, 1, 0, 0]);
  });

  test('a convolution has its centre tap', () => {
    const w = draw([3, 3, 2, 2]);
    const centre = (1 * 3 + 1) * 4;
    expect(w.flatMap((x, i) => (x === 0 ? [] : [[i, x]]))).toEqual([
      [centre, 1],
      [centre + 3, 1],
    ]);
  });

  test('says for which shapes it has a meaning', () => {
    expect(() => draw([4])).toThrow(
      'identity is defined for dense and convolution kernels (2 or 4 axes), not for [4]',
    );
  });

  test('its moments are those of its entries', () => {
    const w = draw([3, 3, 4, 8], 2);
    const mean = w.reduce((sum, x) => sum + x, 0) / w.length;
    const variance = w.reduce((sum, x) => sum + (x - mean) ** 2, 0) / w.length;
    const stated = identity.moments({ gain: 2 }, site([3, 3, 4, 8]));
    expect(stated.mean).toBeCloseTo(mean, 12);
    expect(stated.variance).toBeCloseTo(variance, 12);
  });
});
