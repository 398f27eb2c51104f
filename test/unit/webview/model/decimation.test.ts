import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate as decimateColumn, stretchesOf } from '../../../../webview/model/decimation';
import { Pyramid } from '../../../../webview/model/pyramid';

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Drawn {
  readonly points: readonly Point[];
  readonly drawn: number;
  readonly total: number;
}
function decimate(xs: Float64Array, ys: Float32Array, buckets: number, range?: Span): Drawn {
  const { points, ...counts } = decimateColumn(xs, Pyramid.of(ys), stretchesOf(xs, buckets, range));
  return { points: Array.from(points.xs, (x, index) => ({ x, y: points.ys[index]! })), ...counts };
}
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

/** The same by a look at every point. */
function byBruteForce(xs: Float64Array, ys: Float32Array, buckets: number, [from, to]: Span): Drawn {
  const start = xs[from]!;
  const width = (xs[to - 1]! - start) / buckets || 1;
  const points: Point[] = [];
  let inBucket: number[] = [];
  let [bucket, drawn, total] = [-1, 0, 0];
  const flush = (): void => {
    if (inBucket.length === 0) return;
    const values = inBucket.map((index) => ys[index]!);
    const extremes = [Math.min(...values), Math.max(...values)].map((y) => inBucket[values.indexOf(y)]!);
    for (const index of [...new Set(extremes)].sort((a, b) => a - b)) {
      points.push({ x: xs[index]!, y: ys[index]! });
      drawn++;
    }
    inBucket = [];
  };
  for (let index = from; index < to; index++) {
    if (!Number.isFinite(ys[index])) {
      flush();
      if (points.length > 0 && !Number.isNaN(points.at(-1)!.y)) points.push({ x: xs[index]!, y: Number.NaN });
      continue;
    }
    total++;
    const here = Math.floor((xs[index]! - start) / width);
    if (here !== bucket) flush();
    bucket = here;
    inBucket.push(index);
  }
  flush();
  return { points, drawn, total };
}
type Span = readonly [from: number, to: number];

/** Few different values, so that equals are common; runs that are not finite, and single ones. */
const column = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) }, fc.constantFrom(NaN, Infinity)),
      fc.integer({ min: 1, max: 90 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((runs) =>
    Float32Array.from(
      runs.flatMap(([value, length], run) =>
        Array.from({ length }, (_, index) => (run % 3 === 0 ? value + ((7 * index) % 5) : value)),
      ),
    ),
  );

describe('the min–max pyramid', () => {
  it('has the extremes, breaks and counts that a look at every point finds', () => {
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 40 }), fc.gen(), (ys, buckets, gen) => {
        let x = 0;
        const xs = Float64Array.from(ys, () => (x += gen(fc.integer, { min: 1, max: 4 })));
        fc.pre(ys.length > 2 * buckets);
        expect(decimate(xs, ys, buckets)).toEqual(byBruteForce(xs, ys, buckets, [0, ys.length]));
      }),
      { numRuns: 300 },
    );
  });

  it('has them in any part of the axis', () => {
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 10 }), fc.nat(), fc.nat(), (ys, buckets, a, b) => {
        const xs = grid(ys.length);
        const [low, high] = [a % ys.length, b % ys.length].sort((one, other) => one - other) as [
          number,
          number,
        ];
        const from = Math.max(0, low - 1);
        const to = Math.min(ys.length, high + 2);
        fc.pre(to - from > 2 * buckets);
        expect(decimate(xs, ys, buckets, [low, high])).toEqual(byBruteForce(xs, ys, buckets, [from, to]));
      }),
      { numRuns: 300 },
    );
  });

  it('grows as if it had been built of all at once, also where its end has changed', () => {
    fc.assert(
      fc.property(column, fc.array(fc.nat(), { maxLength: 4 }), fc.nat(), (ys, ends, back) => {
        const grown = new Pyramid();
        const lengths = [...ends.map((end) => end % ys.length), ys.length].sort((a, b) => a - b);
        for (const length of lengths) {
          // what has not come yet in full is something else at first
          const settled = Math.max(0, length - (back % 50));
          const draft = ys.slice(0, length).fill(7, settled);
          grown.grow(draft);
          grown.grow(ys.slice(0, length), settled);
        }
        const stretches = (pyramid: Pyramid): readonly (readonly number[])[] => {
          const seen: number[][] = [];
          const note = (...facts: number[]): unknown => seen.push(facts);
          for (const from of [0, 1, 40]) pyramid.visit(from, ys.length, { finite: note, broken: note });
          return seen;
        };
        expect(stretches(grown)).toEqual(stretches(Pyramid.of(ys)));
        const finite = ys.filter(Number.isFinite);
        expect(grown.highest).toBe(finite.length === 0 ? undefined : Math.max(...finite));
      }),
      { numRuns: 300 },
    );
  });

  it('knows a stretch of a long column from few of its points', () => {
    const values = Float32Array.from({ length: 1 << 17 }, (_, index) => Math.sin(index));
    let visits = 0;
    const count = (): number => visits++;
    Pyramid.of(values).visit(1000, 130_000, { finite: count, broken: count });
    expect(visits).toBeLessThan(100);
  });
});
