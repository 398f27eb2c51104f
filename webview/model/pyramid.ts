import { withRoom } from '../../src/shared/withRoom';

/** Points of a block on the lowest level; a block of the next level spans two. */
const BLOCK = 32;

/** Its columns have room to grow. */
interface Level {
  /** Index of the first lowest and of the first highest finite value of each block; meaningless where there is none. */
  lows: Int32Array;
  highs: Int32Array;
  /** Finite values of each block. */
  finite: Int32Array;
}

/** Index of the first lowest and of the first highest value of a stretch. */
export interface Extremes {
  low: number;
  high: number;
}

/** What a stretch of a column is made of, piece after piece. */
export interface StretchVisitor {
  /** Finite values only. @param low index of the first lowest @param high index of the first highest */
  finite(low: number, high: number, count: number): void;
  /** Values that are not finite, beginning at this index. */
  broken(first: number): void;
}

/**
 * A column with its extremes at every scale (min–max pyramid), so that what lies in a stretch of it is known without a
 * look at each point: a fifth more memory than the column. Exact: values are those of the column, found by their index.
 * It grows with the column at the cost of what is new.
 */
export class Pyramid {
  #values: Float32Array = new Float32Array(0);
  /** From the lowest level up, until one block spans all. */
  readonly #levels: Level[] = [];
  #changes = 0;
  #changedFrom = 0;

  static of(values: Float32Array): Pyramid {
    const pyramid = new Pyramid();
    pyramid.grow(values);
    return pyramid;
  }

  get values(): Float32Array {
    return this.#values;
  }

  /** How often it has changed, and the index from which on it has changed last: for what is derived from it. */
  get changes(): number {
    return this.#changes;
  }

  get changedFrom(): number {
    return this.#changedFrom;
  }

  /**
   * Takes over a column that has grown; it never shrinks.
   * @param from what lies before is as it was
   */
  grow(values: Float32Array, from = this.#values.length): void {
    if (from >= values.length && values.length === this.#values.length) return;
    this.#values = values;
    this.#changes++;
    this.#changedFrom = from;
    let [size, blocks, depth] = [BLOCK, Math.ceil(values.length / BLOCK), 0];
    for (;;) {
      const level = (this.#levels[depth] ??= emptyLevel());
      level.lows = withRoom(level.lows, blocks);
      level.highs = withRoom(level.highs, blocks);
      level.finite = withRoom(level.finite, blocks);
      const below = this.#levels[depth - 1];
      const first = Math.floor(from / size);
      if (below === undefined) lookAt(level, values, first, blocks);
      else join(level, below, values, first, blocks);
      if (blocks <= 1) break;
      [size, blocks, depth] = [2 * size, Math.ceil(blocks / 2), depth + 1];
    }
  }

  /** The highest of the finite values; undefined where there is none. */
  get highest(): number | undefined {
    let highest: number | undefined;
    const look = (_: number, high: number): void => {
      const value = this.#values[high] ?? Number.NaN;
      if (highest === undefined || value > highest) highest = value;
    };
    this.visit(0, this.#values.length, { finite: look, broken: () => undefined });
    return highest;
  }

  /**
   * Extremes of a stretch in which every value is finite, which most are: at a fraction of what a visit costs.
   * @returns false where a value is not finite
   */
  look(from: number, to: number, found: Extremes): boolean {
    const values = this.#values;
    let low = from;
    let high = from;
    let least = Infinity;
    let most = -Infinity;
    let index = from;
    while (index < to) {
      const end = Math.min(to, index - (index % BLOCK) + BLOCK);
      if (end - index < BLOCK) {
        for (; index < end; index++) {
          const value = values[index] ?? Number.NaN;
          if (!Number.isFinite(value)) return false;
          if (value < least) {
            least = value;
            low = index;
          }
          if (value > most) {
            most = value;
            high = index;
          }
        }
        continue;
      }
      const level = this.#levelAt(index, to);
      const size = BLOCK << level;
      const blocks = this.#levels[level];
      const block = index / size;
      if (blocks?.finite[block] !== size) return false;
      const lowest = blocks.lows[block] ?? 0;
      const highest = blocks.highs[block] ?? 0;
      const bottom = values[lowest] ?? Number.NaN;
      const top = values[highest] ?? Number.NaN;
      if (bottom < least) {
        least = bottom;
        low = lowest;
      }
      if (top > most) {
        most = top;
        high = highest;
      }
      index += size;
    }
    found.low = low;
    found.high = high;
    return true;
  }

  /** Goes over the values from index `from` up to but not including `to`, in their order. */
  visit(from: number, to: number, visitor: StretchVisitor): void {
    let index = from;
    while (index < to) {
      if (index % BLOCK !== 0 || index + BLOCK > to) {
        const end = Math.min(to, index - (index % BLOCK) + BLOCK);
        this.#points(index, end, visitor);
        index = end;
        continue;
      }
      const level = this.#levelAt(index, to);
      const size = BLOCK << level;
      this.#block(level, index / size, size, visitor);
      index += size;
    }
  }

  /** Level of the largest block that begins at an index and ends before another. */
  #levelAt(index: number, to: number): number {
    let level = 0;
    let size = BLOCK;
    while (level + 1 < this.#levels.length && index % (2 * size) === 0 && index + 2 * size <= to) {
      level++;
      size *= 2;
    }
    return level;
  }

  #block(level: number, block: number, size: number, visitor: StretchVisitor): void {
    const blocks = this.#levels[level];
    const finite = blocks?.finite[block] ?? 0;
    if (finite === size) visitor.finite(blocks?.lows[block] ?? 0, blocks?.highs[block] ?? 0, finite);
    else if (finite === 0) visitor.broken(block * size);
    else if (level === 0) this.#points(block * size, (block + 1) * size, visitor);
    else for (const half of [2 * block, 2 * block + 1]) this.#block(level - 1, half, size / 2, visitor);
  }

  /** Point by point: the inner loop of every drawing, so that the visitor is called for runs of them. */
  #points(from: number, to: number, visitor: StretchVisitor): void {
    const values = this.#values;
    let low = 0;
    let high = 0;
    let count = 0;
    let least = Infinity;
    let most = -Infinity;
    for (let index = from; index < to; index++) {
      const value = values[index] ?? Number.NaN;
      if (Number.isFinite(value)) {
        if (value < least) {
          least = value;
          low = index;
        }
        if (value > most) {
          most = value;
          high = index;
        }
        count++;
        continue;
      }
      if (count > 0) visitor.finite(low, high, count);
      count = 0;
      least = Infinity;
      most = -Infinity;
      visitor.broken(index);
    }
    if (count > 0) visitor.finite(low, high, count);
  }
}

const emptyLevel = (): Level => ({
  lows: new Int32Array(0),
  highs: new Int32Array(0),
  finite: new Int32Array(0),
});

/** Fills blocks of the lowest level. */
function lookAt({ lows, highs, finite }: Level, values: Float32Array, from: number, to: number): void {
  for (let block = from; block < to; block++) {
    const end = Math.min(values.length, (block + 1) * BLOCK);
    let low = 0;
    let high = 0;
    let count = 0;
    let least = Infinity;
    let most = -Infinity;
    for (let index = block * BLOCK; index < end; index++) {
      const value = values[index] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      count++;
      if (value < least) {
        least = value;
        low = index;
      }
      if (value > most) {
        most = value;
        high = index;
      }
    }
    lows[block] = low;
    highs[block] = high;
    finite[block] = count;
  }
}

/** Fills blocks from the two below each; behind the last one lies room, which holds nothing finite. */
function join(level: Level, below: Level, values: Float32Array, from: number, to: number): void {
  const value = (index: number): number => values[index] ?? Number.NaN;
  for (let block = from; block < to; block++) {
    const [left, right] = [2 * block, 2 * block + 1];
    const [inLeft, inRight] = [below.finite[left] ?? 0, below.finite[right] ?? 0];
    const [lowLeft, lowRight] = [below.lows[left] ?? 0, below.lows[right] ?? 0];
    const [highLeft, highRight] = [below.highs[left] ?? 0, below.highs[right] ?? 0];
    // of equals the first
    level.lows[block] =
      inLeft === 0 || (inRight > 0 && value(lowRight) < value(lowLeft)) ? lowRight : lowLeft;
    level.highs[block] =
      inLeft === 0 || (inRight > 0 && value(highRight) > value(highLeft)) ? highRight : highLeft;
    level.finite[block] = inLeft + inRight;
  }
}
