import { at, firstAtOrAfter, lastAtOrBefore } from './columns';
import type { Range } from '../contract';
import type { StretchVisitor } from './pyramid';
import { pyramidOf } from './pyramid';

/** A point as it is drawn; a y that is not finite breaks the line. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Decimated {
  readonly points: Point[];
  /** Finite points drawn, of those in the range. */
  readonly drawn: number;
  readonly total: number;
}

/**
 * Keeps the lowest and the highest value of each of `buckets` equal stretches of x, so that no spike is lost,
 * and every break. Draws all points when they are few enough. Costs what is drawn, not what there is.
 * @param xs ascending
 * @param ys not finite where the line breaks; must not change, for what is known of it is kept
 * @param range the part of x that is shown; the nearest points outside of it are kept, for lines lead to them
 */
export function decimate(xs: Float64Array, ys: Float32Array, buckets: number, range?: Range): Decimated {
  const from = range === undefined ? 0 : Math.max(0, firstAtOrAfter(xs, range[0]) - 1);
  const to = range === undefined ? xs.length : Math.min(xs.length, lastAtOrBefore(xs, range[1]) + 2);
  if (to - from <= 2 * buckets) return all(xs, ys, from, to);

  const start = at(xs, from);
  const width = (at(xs, to - 1) - start) / buckets || 1;
  const bucketOf = (index: number): number => Math.floor((at(xs, index) - start) / width);
  const points: Point[] = [];
  let [low, high] = [-1, -1];
  let [drawn, total] = [0, 0];
  const flush = (): void => {
    if (low < 0) return;
    const [first, second] = low < high ? [low, high] : [high, low];
    points.push({ x: at(xs, first), y: at(ys, first) });
    if (second !== first) points.push({ x: at(xs, second), y: at(ys, second) });
    drawn += second === first ? 1 : 2;
    low = high = -1;
  };
  const visitor: StretchVisitor = {
    finite(lowest, highest, count) {
      total += count;
      if (low < 0 || at(ys, lowest) < at(ys, low)) low = lowest;
      if (high < 0 || at(ys, highest) > at(ys, high)) high = highest;
    },
    broken(first) {
      flush();
      const previous = points.at(-1);
      if (previous !== undefined && !Number.isNaN(previous.y))
        points.push({ x: at(xs, first), y: Number.NaN });
    },
  };
  const pyramid = pyramidOf(ys);
  let [begin, size] = [from, 1];
  while (begin < to) {
    const end = nextBucket(bucketOf, begin, to, size);
    pyramid.visit(begin, end, visitor);
    flush();
    size = end - begin;
    begin = end;
  }
  return { points, drawn, total };
}

/** Index of the first point of another bucket than that at `begin`, or `to`. @param guess points to it, about */
function nextBucket(bucketOf: (index: number) => number, begin: number, to: number, guess: number): number {
  const here = bucketOf(begin);
  let [low, step] = [begin, guess];
  while (low + step < to && bucketOf(low + step) === here) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, to);
  // low lies in the bucket, high behind it
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (bucketOf(middle) === here) low = middle;
    else high = middle;
  }
  return high;
}

function all(xs: Float64Array, ys: Float32Array, from: number, to: number): Decimated {
  const points: Point[] = [];
  let finite = 0;
  for (let index = from; index < to; index++) {
    const y = at(ys, index);
    if (Number.isFinite(y)) finite++;
    points.push({ x: at(xs, index), y: Number.isFinite(y) ? y : Number.NaN });
  }
  return { points, drawn: finite, total: finite };
}
