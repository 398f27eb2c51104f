import type { Split } from '../../shared/tags';
import { withRoom } from '../../shared/withRoom';

/** One curve: one trial, one split, one tag. */
export interface SeriesKey {
  /** Label of the initializer. */
  readonly initializer: string;
  readonly seed: number;
  readonly split: Split;
  readonly tag: string;
}

/** Columns of equal length in ascending order of steps. Wall times are seconds since the epoch. */
export interface Columns {
  readonly steps: Float64Array;
  readonly values: Float32Array;
  readonly wallTimes: Float64Array;
}

/** New points of one series; with `reset` they replace all points known before. */
export interface SeriesDelta extends Columns {
  readonly key: SeriesKey;
  readonly reset: boolean;
}

/** Finds a series; undefined when nothing was recorded. */
export type SeriesSource = (key: SeriesKey) => Columns | undefined;

/**
 * A series that grows. Where a step comes again or a lower one comes, training was resumed from before it: the
 * points from there on are dropped and the later ones hold, as in TensorBoard.
 */
export class Series implements Columns {
  readonly key: SeriesKey;
  #steps: Float64Array = new Float64Array(0);
  #values: Float32Array = new Float32Array(0);
  #wallTimes: Float64Array = new Float64Array(0);
  #length = 0;
  #reported = 0;
  #reset = false;

  constructor(key: SeriesKey) {
    this.key = key;
  }

  /** A series of all these points, whose columns it takes over. */
  static of({ key, steps, values, wallTimes }: SeriesDelta): Series {
    const series = new Series(key);
    [series.#steps, series.#values, series.#wallTimes] = [steps, values, wallTimes];
    series.#length = steps.length;
    return series;
  }

  get length(): number {
    return this.#length;
  }

  get steps(): Float64Array {
    return this.#steps.subarray(0, this.#length);
  }

  get values(): Float32Array {
    return this.#values.subarray(0, this.#length);
  }

  get wallTimes(): Float64Array {
    return this.#wallTimes.subarray(0, this.#length);
  }

  append(step: number, wallTime: number, value: number): void {
    this.cutAt(step);
    if (this.#length === this.#steps.length) this.#grow();
    this.#steps[this.#length] = step;
    this.#values[this.#length] = value;
    this.#wallTimes[this.#length] = wallTime;
    this.#length++;
  }

  /** Drops the points from this step on. */
  cutAt(step: number): void {
    if (this.#length > 0 && step <= this.#steps[this.#length - 1]!) this.#rewind(step);
  }

  /** Copies of the points since the last call; undefined when there are none. */
  takeDelta(): SeriesDelta | undefined {
    if (this.#reported === this.#length && !this.#reset) return undefined;
    const from = this.#reset ? 0 : this.#reported;
    const delta = {
      key: this.key,
      reset: this.#reset,
      steps: this.#steps.slice(from, this.#length),
      values: this.#values.slice(from, this.#length),
      wallTimes: this.#wallTimes.slice(from, this.#length),
    };
    this.#reported = this.#length;
    this.#reset = false;
    return delta;
  }

  #rewind(step: number): void {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#steps[middle]! < step) low = middle + 1;
      else high = middle;
    }
    this.#length = low;
    if (low < this.#reported) {
      this.#reported = 0;
      this.#reset = true;
    }
  }

  #grow(): void {
    const length = this.#length + 1;
    this.#steps = withRoom(this.#steps, length);
    this.#values = withRoom(this.#values, length);
    this.#wallTimes = withRoom(this.#wallTimes, length);
  }
}
