import { at, firstAtOrAfter, lastAtOrBefore } from './columns';
import type { Range } from '../contract';

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
 * and every break. Draws all points when they are few enough.
 * @param xs ascending
 * @param ys not finite where the line breaks
 * @param range the part of x that is shown; the nearest points outside of it are kept, for lines lead to them
 */
export function decimate(xs: Float64Array, ys: Float32Array, buckets: number, range?: Range): Decimated {
  const from = range === undefined ? 0 : Math.max(0, firstAtOrAfter(xs, range[0]) - 1);
  const to = range === undefined ? xs.length : Math.min(xs.length, lastAtOrBefore(xs, range[1]) + 2);
  if (to - from <= 2 * buckets) return all(xs, ys, from, to);

  const start = at(xs, from);
  const width = (at(xs, to - 1) - start) / buckets || 1;
  const points: Point[] = [];
  let bucket = -1;
  let [low, high] = [-1, -1];
  let [lowest, highest] = [0, 0];
  let [drawn, total] = [0, 0];
  const flush = (): void => {
    if (low < 0) return;
    const [first, second] = low < high ? [low, high] : [high, low];
    points.push({ x: at(xs, first), y: at(ys, first) });
    if (second !== first) points.push({ x: at(xs, second), y: at(ys, second) });
    drawn += second === first ? 1 : 2;
    low = high = -1;
  };
  // plain reads: this loop goes over every point of every line whenever the range moves
  for (let index = from; index < to; index++) {
    const y = ys[index] ?? Number.NaN;
    if (!Number.isFinite(y)) {
      flush();
      const previous = points.at(-1);
      if (previous !== undefined && !Number.isNaN(previous.y))
        points.push({ x: at(xs, index), y: Number.NaN });
      continue;
    }
    total++;
    const here = Math.floor(((xs[index] ?? 0) - start) / width);
    if (here !== bucket) {
      flush();
      bucket = here;
    }
    if (low < 0 || y < lowest) [low, lowest] = [index, y];
    if (high < 0 || y > highest) [high, highest] = [index, y];
  }
  flush();
  return { points, drawn, total };
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
