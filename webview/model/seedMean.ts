import type { StepColumn, StepPool } from '../../src/runs/store/stepPool';
import { withRoom } from '../../src/shared/withRoom';
import { at, firstAtOrAfter } from './columns';
import { Pyramid } from './pyramid';

/** A trial's series placed on the x axis. */
export interface PlacedSeries {
  readonly seed: number;
  readonly steps: Float64Array;
  readonly xs: Float64Array;
  readonly values: Float32Array;
}

/**
 * Mean over seeds at each step that any seed has reached. Values that are not finite are left out of the mean; they are
 * marked on the chart by themselves. It grows with the series: a live panel carries it on ten times a second.
 */
export class SeedMean {
  readonly #steps: StepColumn;
  /** Absent on an axis of steps. */
  #xs: Float64Array | undefined;
  #means = new Float32Array(0);
  #lows = new Float32Array(0);
  #highs = new Float32Array(0);
  /** Points that each series had. */
  #taken: readonly number[] = [];
  /** NaN where no seed has a finite value. */
  readonly means = new Pyramid();
  /** Mean ± one sample standard deviation; NaN below two finite values. */
  readonly band = { lows: new Pyramid(), highs: new Pyramid() };

  /** @param pool of steps, shared with the series */
  constructor(pool: StepPool) {
    this.#steps = pool.column();
  }

  get steps(): Float64Array {
    return this.#steps.steps;
  }

  get xs(): Float64Array {
    return this.#xs?.subarray(0, this.#steps.length) ?? this.steps;
  }

  /** Takes in what has come. @param series those of the last call, as they were or longer */
  grow(series: readonly PlacedSeries[]): this {
    if (series.some(({ steps, xs }) => steps !== xs)) this.#xs ??= new Float64Array(0);
    const fresh = series.map(({ steps }, which) => at(steps, this.#taken[which] ?? 0));
    this.#taken = series.map(({ steps }) => steps.length);
    const first = Math.min(...fresh.filter((step) => !Number.isNaN(step)));
    if (first === Infinity) return this;
    // a seed that is behind changes what those ahead of it have come to
    const from = firstAtOrAfter(this.steps, first);
    this.#merge(series, first, from);
    const { length } = this.#steps;
    this.means.grow(this.#means.subarray(0, length), from);
    this.band.lows.grow(this.#lows.subarray(0, length), from);
    this.band.highs.grow(this.#highs.subarray(0, length), from);
    return this;
  }

  /** Works out all from a step on, which gets the index `from`. Plain loops: there are millions of points. */
  #merge(series: readonly PlacedSeries[], first: number, from: number): void {
    const cursors = Uint32Array.from(series, ({ steps }) => firstAtOrAfter(steps, first));
    const values = new Float64Array(series.length);
    this.#makeRoom(Math.max(...series.map(({ steps }) => steps.length)));
    // a mean of times may step back where a slow seed ends; the axis must not
    let highest = from === 0 ? -Infinity : at(this.xs, from - 1);
    this.#steps.cutTo(from);
    for (;;) {
      let step = Infinity;
      for (let which = 0; which < series.length; which++)
        step = Math.min(step, series[which]?.steps[cursors[which] ?? 0] ?? Infinity);
      if (step === Infinity) break;
      let sumOfX = 0;
      let present = 0;
      let sum = 0;
      let finite = 0;
      for (let which = 0; which < series.length; which++) {
        const one = series[which];
        const cursor = cursors[which] ?? 0;
        if (one?.steps[cursor] !== step) continue;
        cursors[which] = cursor + 1;
        sumOfX += one.xs[cursor] ?? Number.NaN;
        present++;
        const value = one.values[cursor] ?? Number.NaN;
        if (!Number.isFinite(value)) continue;
        values[finite++] = value;
        sum += value;
      }
      const mean = sum / finite;
      let squares = 0;
      for (let k = 0; k < finite; k++) squares += ((values[k] ?? Number.NaN) - mean) ** 2;
      const deviation = finite > 1 ? Math.sqrt(squares / (finite - 1)) : Number.NaN;
      highest = Math.max(highest, sumOfX / present);
      const index = this.#steps.length;
      this.#makeRoom(index + 1);
      this.#steps.append(step);
      if (this.#xs !== undefined) this.#xs[index] = highest;
      this.#means[index] = mean;
      this.#lows[index] = mean - deviation;
      this.#highs[index] = mean + deviation;
    }
  }

  #makeRoom(length: number): void {
    if (this.#xs !== undefined) this.#xs = withRoom(this.#xs, length);
    this.#means = withRoom(this.#means, length);
    this.#lows = withRoom(this.#lows, length);
    this.#highs = withRoom(this.#highs, length);
  }
}
