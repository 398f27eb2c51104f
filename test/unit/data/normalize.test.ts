import { describe, expect, test } from 'vitest';
import { channelMoments, scalingOf } from '../../../src/data/normalize';
import type { Normalization } from '../../../src/data/normalize';
import type { RawSamples } from '../../../src/data/raw';

const raw = (shape: readonly number[], values: Uint8Array | Float32Array): RawSamples => {
  const count = values.length / shape.reduce((size, axis) => size * axis, 1);
  return { count, shape, values, targets: { kind: 'classes', labels: new Int32Array(count) } };
};

const apply = (samples: RawSamples, normalization: Normalization): number[] => {
  const { scale, shift } = scalingOf(samples, normalization);
  return Array.from(samples.values, (x, i) => x * scale[i % scale.length]! + shift[i % shift.length]!);
};

const bytes = raw([2, 1, 2], Uint8Array.of(0, 10, 255, 30, 0, 10, 51, 30)); // channels (0, 255, 0, 51), (10, 30, …)
const floats = raw([3], Float32Array.of(-2, 5, 7, 2, 5, 9));

describe('scalingOf', () => {
  test('unit divides bytes by 255', () => {
    expect(apply(bytes, 'unit').map(Math.fround)).toEqual(
      Array.from(bytes.values, (byte) => Math.fround(byte * Math.fround(1 / 255))),
    );
    expect(Math.fround(apply(bytes, 'unit')[2]!)).toBe(1);
  });

  test('unit maps the range of each column to [0, 1], a constant column to 0', () => {
    expect(apply(floats, 'unit')).toEqual([0, 0, 0, 1, 0, 1]);
  });

  test('standardize gives each channel mean 0 and deviation 1', () => {
    const standardized = raw([2, 1, 2], Float32Array.from(apply(bytes, 'standardize')));
    for (const { mean, sd } of channelMoments(standardized)) {
      expect(mean).toBeCloseTo(0, 6);
      expect(sd).toBeCloseTo(1, 6);
    }
    expect(apply(floats, 'standardize')).toEqual([-1, 0, -1, 1, 0, 1]);
  });

  test('none leaves values alone', () => {
    expect(apply(bytes, 'none')).toEqual([...bytes.values]);
  });
});

test('channelMoments keeps its precision far from zero', () => {
  const values = Float32Array.from({ length: 300_000 }, (_, i) => 10_000 + (i % 2));
  const [moments] = channelMoments(raw([1], values));
  expect(moments!.mean).toBeCloseTo(10_000.5, 9);
  expect(moments!.sd).toBeCloseTo(0.5, 9);
});
