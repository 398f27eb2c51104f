export type { Columns } from '../../src/runs/store/series';

/** Index of the first of ascending `steps` that is ≥ `step`; their length when there is none. */
export function firstAtOrAfter(steps: Float64Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(steps, middle) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the last of ascending `steps` that is ≤ `step`; -1 when there is none. */
export function lastAtOrBefore(steps: Float64Array, step: number): number {
  const index = firstAtOrAfter(steps, step);
  return steps[index] === step ? index : index - 1;
}

/** Reads a column inside its bounds; NaN outside of them. */
export const at = (column: Float64Array | Float32Array, index: number): number => column[index] ?? Number.NaN;
