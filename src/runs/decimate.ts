/** A curve thinned for drawing. */
export interface Curve {
  readonly steps: Float64Array;
  readonly values: Float32Array;
}

/**
 * Thins a curve to its smallest and largest value in each of `buckets` equal stretches of points, in the order in
 * which they come, so that no spike is lost. A value that is not finite stays too, once in each stretch.
 */
export function decimate({ steps, values }: Curve, buckets: number): Curve {
  const n = values.length;
  if (n <= 2 * buckets) return { steps: steps.slice(), values: values.slice() };
  const kept: number[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * n) / buckets);
    const end = Math.floor(((bucket + 1) * n) / buckets);
    kept.push(...extremes(values, start, end));
  }
  return {
    steps: Float64Array.from(kept, (i) => steps[i]!),
    values: Float32Array.from(kept, (i) => values[i]!),
  };
}

/** Indices of the smallest, the largest and the first not finite value in [start, end), ascending. */
function extremes(values: Float32Array, start: number, end: number): number[] {
  let [low, high, odd] = [-1, -1, -1];
  for (let i = start; i < end; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      if (odd < 0) odd = i;
    } else {
      if (low < 0 || value < values[low]!) low = i;
      if (high < 0 || value > values[high]!) high = i;
    }
  }
  return [...new Set([low, high, odd])].filter((i) => i >= 0).sort((a, b) => a - b);
}
