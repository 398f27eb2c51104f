import { withRoom } from '../../src/shared/withRoom';
import type { Range } from '../contract';
import { at, firstAtOrAfter, lastAtOrBefore } from './columns';
import type { Extremes, Pyramid, StretchVisitor } from './pyramid';

/** Points as they are drawn, in columns of one length; a y that is not finite breaks the line. */
export interface Points {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

export interface Decimated {
  readonly points: Points;
  /** Finite points drawn, of those in the range. */
  readonly drawn: number;
  readonly total: number;
}

/** The part of a column that is drawn, and stretches of it of which the extremes are drawn. */
export interface Stretches {
  readonly from: number;
  readonly to: number;
  /** Index of the first point of each stretch, and `to`; absent where all points are drawn. */
  readonly bounds: Uint32Array | undefined;
}

/**
 * `buckets` equal stretches of x, without those that are empty. Costs what is drawn, not what there is.
 * @param xs ascending
 * @param range the part of x that is shown; the nearest points outside of it are kept, for lines lead to them
 */
export function stretchesOf(xs: Float64Array, buckets: number, range?: Range): Stretches {
  const from = range === undefined ? 0 : Math.max(0, firstAtOrAfter(xs, range[0]) - 1);
  const to = range === undefined ? xs.length : Math.min(xs.length, lastAtOrBefore(xs, range[1]) + 2);
  if (to - from <= 2 * buckets) return { from, to, bounds: undefined };
  const start = at(xs, from);
  const width = (at(xs, to - 1) - start) / buckets || 1;
  const bucketOf = (index: number): number => Math.floor(((xs[index] ?? Number.NaN) - start) / width);
  const bounds = [from];
  let [begin, size] = [from, 1];
  while (begin < to) {
    const end = nextBucket(bucketOf, begin, to, size);
    bounds.push(end);
    size = end - begin;
    begin = end;
  }
  return { from, to, bounds: Uint32Array.from(bounds) };
}

/** Which of the extremes of a stretch are drawn: both of a line, and of the edges of a band those that it has to hold. */
export type Kept = 'both' | 'lowest' | 'highest';

/** Room for the points of one line, used again and again: dragging a chart draws tens of thousands with every frame. */
let roomForX = new Float64Array(0);
let roomForY = new Float64Array(0);

/**
 * Keeps the lowest and the highest value of each stretch, so that no spike is lost, and every break. Draws all points
 * when they are few enough.
 * @param column y; not finite where the line breaks
 */
export function decimate(
  xs: Float64Array,
  column: Pyramid,
  { from, to, bounds }: Stretches,
  kept: Kept = 'both',
): Decimated {
  const ys = column.values;
  if (bounds === undefined) return all(xs, ys, from, to);
  let length = 0;
  let drawn = 0;
  let total = 0;
  let broken = true;
  const add = (x: number, y: number): void => {
    if (length === roomForX.length) {
      roomForX = withRoom(roomForX, length + 1);
      roomForY = withRoom(roomForY, length + 1);
    }
    roomForX[length] = x;
    roomForY[length] = y;
    length++;
  };
  const draw = (index: number): void => {
    add(xs[index] ?? Number.NaN, ys[index] ?? Number.NaN);
    drawn++;
    broken = false;
  };
  const drawExtremes = ({ low, high }: Extremes): void => {
    if (kept === 'lowest') draw(low);
    else if (kept === 'highest') draw(high);
    else {
      draw(Math.min(low, high));
      if (low !== high) draw(Math.max(low, high));
    }
  };
  const found: Extremes = { low: 0, high: 0 };
  let pending = false;
  const visitor: StretchVisitor = {
    finite(low, high, count) {
      total += count;
      if (!pending || (ys[low] ?? Number.NaN) < (ys[found.low] ?? Number.NaN)) found.low = low;
      if (!pending || (ys[high] ?? Number.NaN) > (ys[found.high] ?? Number.NaN)) found.high = high;
      pending = true;
    },
    broken(first) {
      if (pending) drawExtremes(found);
      pending = false;
      // one for a run of them; none before the first point
      if (!broken) add(at(xs, first), Number.NaN);
      broken = true;
    },
  };
  for (let stretch = 1; stretch < bounds.length; stretch++) {
    const begin = bounds[stretch - 1] ?? 0;
    const end = bounds[stretch] ?? 0;
    pending = column.look(begin, end, found);
    if (pending) total += end - begin;
    else column.visit(begin, end, visitor);
    if (pending) drawExtremes(found);
  }
  return { points: { xs: roomForX.slice(0, length), ys: roomForY.slice(0, length) }, drawn, total };
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

function all(xs: Float64Array, column: Float32Array, from: number, to: number): Decimated {
  const ys = Float64Array.from(column.subarray(from, to), (y) => (Number.isFinite(y) ? y : Number.NaN));
  const finite = ys.reduce((count, y) => (Number.isNaN(y) ? count : count + 1), 0);
  return { points: { xs: xs.slice(from, to), ys }, drawn: finite, total: finite };
}
