import { withRoom } from '../../src/shared/withRoom';
import { Pyramid } from './pyramid';

/** Values between places from which the average can be taken up again. */
const STRIDE = 1024;

/**
 * Exponential moving average with bias correction (Kingma & Ba 2014, section 3), as TensorBoard draws it:
 * m ← w·m + (1−w)·x, shown m / (1−wⁿ). Values that are not finite stay as they are and leave the mean alone. It grows
 * with the column that it smooths.
 */
export class MovingAverage {
  readonly smoothed = new Pyramid();
  readonly #weight: number;
  #room = new Float32Array(0);
  /** m and wⁿ before each stride. */
  readonly #means: number[] = [0];
  readonly #corrections: number[] = [1];
  #seen = 0;

  /** @param weight above 0 and below 1 */
  constructor(weight: number) {
    this.#weight = weight;
  }

  /** Takes in what has come. @param column that of the last call */
  follow(column: Pyramid): this {
    if (column.changes === this.#seen) return this;
    // what changed before the last change is not known any more
    const from = column.changes === this.#seen + 1 ? column.changedFrom : 0;
    this.#seen = column.changes;
    const { values } = column;
    this.#room = withRoom(this.#room, values.length);
    const stride = Math.min(Math.floor(from / STRIDE), this.#means.length - 1);
    let [mean, correction] = [this.#means[stride] ?? 0, this.#corrections[stride] ?? 1];
    for (let index = stride * STRIDE; index < values.length; index++) {
      if (index % STRIDE === 0) {
        this.#means[index / STRIDE] = mean;
        this.#corrections[index / STRIDE] = correction;
      }
      const value = values[index] ?? Number.NaN;
      if (Number.isFinite(value)) {
        mean = this.#weight * mean + (1 - this.#weight) * value;
        correction *= this.#weight;
        this.#room[index] = mean / (1 - correction);
      } else this.#room[index] = value;
    }
    this.smoothed.grow(this.#room.subarray(0, values.length), from);
    return this;
  }
}
