import { describe, expect, it } from 'vitest';
import { smooth } from '../../../../webview/model/smoothing';

const run = (values: readonly number[], weight: number): number[] => [
  ...smooth(Float32Array.from(values), weight),
];

describe('smooth', () => {
  it('keeps values with weight 0', () => {
    expect(run([1, 5, 2], 0)).toEqual([1, 5, 2]);
  });

  it('starts at the first value and keeps a constant', () => {
    run([4, 4, 4], 0.9).forEach((value) => expect(value).toBeCloseTo(4, 6));
  });

  it('weights as the definition says', () => {
    // (0.5·1·0.5 + 0.5·3) / (1 − 0.25)
    expect(run([1, 3], 0.5)[1]).toBeCloseTo(7 / 3, 6);
  });

  it('leaves NaN in place and goes on after it', () => {
    const [first, second, third] = run([2, Number.NaN, 2], 0.5);
    expect(first).toBe(2);
    expect(second).toBeNaN();
    expect(third).toBeCloseTo(2, 6);
  });
});
