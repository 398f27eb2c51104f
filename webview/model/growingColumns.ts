import type { Columns } from './columns';
import { firstAtOrAfter } from './columns';

const FIRST_CAPACITY = 64;

/** Columns that grow at their end in amortised constant time. */
export class GrowingColumns {
  private length = 0;
  private steps = new Float64Array(FIRST_CAPACITY);
  private values = new Float32Array(FIRST_CAPACITY);
  private wallTimes = new Float64Array(FIRST_CAPACITY);

  clear(): void {
    this.length = 0;
  }

  /** Appends points; those that go back to a step already held replace what followed it, as after a restart. */
  append({ steps, values, wallTimes }: Columns): void {
    const [first] = steps;
    if (first === undefined) return;
    const kept = firstAtOrAfter(this.view().steps, first);
    const length = kept + steps.length;
    if (length > this.steps.length) this.grow(length);
    this.steps.set(steps, kept);
    this.values.set(values, kept);
    this.wallTimes.set(wallTimes, kept);
    this.length = length;
  }

  /** Views of what is held now; valid until the next change. */
  view(): Columns {
    return {
      steps: this.steps.subarray(0, this.length),
      values: this.values.subarray(0, this.length),
      wallTimes: this.wallTimes.subarray(0, this.length),
    };
  }

  private grow(needed: number): void {
    const capacity = Math.max(needed, this.steps.length * 2);
    const { steps, values, wallTimes } = this;
    this.steps = new Float64Array(capacity);
    this.values = new Float32Array(capacity);
    this.wallTimes = new Float64Array(capacity);
    this.steps.set(steps);
    this.values.set(values);
    this.wallTimes.set(wallTimes);
  }
}
