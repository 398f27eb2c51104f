import { describe, expect, it } from 'vitest';
import { decimate } from '../../../../webview/model/decimation';

const grid = (count: number): Float64Array => Float64Array.from({ length: count }, (_, index) => index);

describe('decimate', () => {
  it('draws every point of a short series', () => {
    const { points, drawn, total } = decimate(grid(3), Float32Array.of(1, 2, 3), 10);
    expect(points).toEqual([
      { x: 0, y: 1 },
      { x: 1, y: 2 },
      { x: 2, y: 3 },
    ]);
    expect([drawn, total]).toEqual([3, 3]);
  });

  it('keeps every spike of a long one', () => {
    const values = new Float32Array(10_000).fill(1);
    values[1234] = 50;
    values[7777] = -50;
    const { points, drawn, total } = decimate(grid(10_000), values, 100);
    expect(points).toContainEqual({ x: 1234, y: 50 });
    expect(points).toContainEqual({ x: 7777, y: -50 });
    expect(drawn).toBeLessThanOrEqual(202);
    expect(total).toBe(10_000);
  });

  it('keeps points in order of x', () => {
    const values = Float32Array.from({ length: 5000 }, (_, index) => Math.sin(index));
    const xs = decimate(grid(5000), values, 60).points.map(({ x }) => x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
  });

  it('keeps breaks, one for each run of NaN', () => {
    const values = new Float32Array(1000).fill(1).fill(Number.NaN, 400, 600);
    const { points, total } = decimate(grid(1000), values, 50);
    expect(points.filter(({ y }) => Number.isNaN(y))).toHaveLength(1);
    expect(total).toBe(800);
  });
});
