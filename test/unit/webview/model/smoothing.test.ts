import { describe, expect, it } from 'vitest';
import { Pyramid } from '../../../../webview/model/pyramid';
import { MovingAverage } from '../../../../webview/model/smoothing';

const run = (values: readonly number[], weight: number): number[] => [
  ...new MovingAverage(weight).follow(Pyramid.of(Float32Array.from(values))).smoothed.values,
];

describe('MovingAverage', () => {
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

  it('follows a column that grows, and one whose end has changed, with and without a look in between', () => {
    const values = Float32Array.from({ length: 5000 }, (_, index) => Math.sin(index));
    const column = new Pyramid();
    const average = new MovingAverage(0.9);
    const expectSame = (): void =>
      expect([...average.follow(column).smoothed.values]).toEqual(run([...column.values], 0.9));
    for (const length of [10, 1024, 1025, 3000]) {
      column.grow(values.subarray(0, length));
      expectSame();
    }
    column.grow(values.slice().fill(3, 2500, 3000), 2500);
    expectSame();
    const changed = values.slice().fill(4, 100);
    column.grow(changed.subarray(0, 4000), 100);
    column.grow(changed);
    expectSame();
  });
});
