import { at } from './columns';

/** A point as chart.js draws it; y = NaN breaks the line. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Decimated {
  readonly points: Point[];
  /** Finite points drawn, of those given. */
  readonly drawn: number;
  readonly total: number;
}

/**
 * Keeps the lowest and the highest value of each of `buckets` equal stretches of x, so that no spike is lost,
 * and every break. Draws all points when they are few enough.
 * @param xs ascending
 * @param ys NaN where the line breaks
 */
export function decimate(xs: Float64Array, ys: Float32Array, buckets: number): Decimated {
  const total = countFinite(ys);
  if (xs.length <= 2 * buckets) return { points: [...allPoints(xs, ys)], drawn: total, total };

  const start = at(xs, 0);
  const width = (at(xs, xs.length - 1) - start) / buckets || 1;
  const points: Point[] = [];
  let bucket = -1;
  let low = -1;
  let high = -1;
  let drawn = 0;
  const flush = (): void => {
    if (low < 0) return;
    const [first, second] = low < high ? [low, high] : [high, low];
    points.push({ x: at(xs, first), y: at(ys, first) });
    if (second !== first) points.push({ x: at(xs, second), y: at(ys, second) });
    drawn += second === first ? 1 : 2;
    low = high = -1;
  };
  for (let index = 0; index < xs.length; index++) {
    const y = at(ys, index);
    const here = Math.floor((at(xs, index) - start) / width);
    if (Number.isNaN(y)) {
      flush();
      const previous = points.at(-1);
      if (previous !== undefined && !Number.isNaN(previous.y)) points.push({ x: at(xs, index), y });
      continue;
    }
    if (here !== bucket) {
      flush();
      bucket = here;
    }
    if (low < 0 || y < at(ys, low)) low = index;
    if (high < 0 || y > at(ys, high)) high = index;
  }
  flush();
  return { points, drawn, total };
}

function* allPoints(xs: Float64Array, ys: Float32Array): Generator<Point> {
  for (let index = 0; index < xs.length; index++) yield { x: at(xs, index), y: at(ys, index) };
}

const countFinite = (values: Float32Array): number =>
  values.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
