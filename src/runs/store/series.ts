import type { Split } from '../../shared/tags';
import { withRoom } from '../../shared/withRoom';
import type { StepColumn, StepPool } from './stepPool';

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
  readonly #steps: StepColumn;
  #values: Float32Array = new Float32Array(0);
  #wallTimes: Float64Array = new Float64Array(0);
  #reported = 0;
  #reset = false;

  /** @param pool of steps, shared with the other series of the run */
  constructor(key: SeriesKey, pool: StepPool) {
    this.key = key;
    this.#steps = pool.column();
  }

  get length(): number {
    return this.#steps.length;
  }

  get steps(): Float64Array {
    return this.#steps.steps;
  }

  get values(): Float32Array {
    return this.#values.subarray(0, this.length);
  }

  get wallTimes(): Float64Array {
    return this.#wallTimes.subarray(0, this.length);
  }

  append(step: number, wallTime: number, value: number): void {
    this.cutAt(step);
    const { length } = this;
    this.#makeRoom(length + 1);
    this.#values[length] = value;
    this.#wallTimes[length] = wallTime;
    this.#steps.append(step);
  }

  /** Appends all points of these columns. */
  extend({ steps, values, wallTimes }: Columns): void {
    this.#makeRoom(this.length + steps.length);
    for (let index = 0; index < steps.length; index++)
      this.append(steps[index]!, wallTimes[index]!, values[index]!);
  }

  /** Drops the points from this step on. */
  cutAt(step: number): void {
    if (this.length > 0 && step <= this.#steps.last) this.#rewind(step);
  }

  /** Copies of the points since the last call; undefined when there are none. */
  takeDelta(): SeriesDelta | undefined {
    const { length } = this;
    if (this.#reported === length && !this.#reset) return undefined;
    const from = this.#reset ? 0 : this.#reported;
    const delta = {
      key: this.key,
      reset: this.#reset,
      steps: this.steps.slice(from),
      values: this.#values.slice(from, length),
      wallTimes: this.#wallTimes.slice(from, length),
    };
    this.#reported = length;
    this.#reset = false;
    return delta;
  }

  #makeRoom(length: number): void {
    this.#values = withRoom(this.#values, length);
    this.#wallTimes = withRoom(this.#wallTimes, length);
  }

  #rewind(step: number): void {
    const { steps } = this;
    let [low, high] = [0, steps.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (steps[middle]! < step) low = middle + 1;
      else high = middle;
    }
    this.#steps.cutTo(low);
    if (low < this.#reported) {
      this.#reported = 0;
      this.#reset = true;
    }
  }
}
