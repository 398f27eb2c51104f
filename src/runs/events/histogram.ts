/** Counts of values in k adjoining bins between k + 1 ascending edges. */
export interface Histogram {
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/**
 * From rows (left, right, count), as TensorBoard stores them. Bins that do not adjoin get an empty one between
 * them, so nothing of the rows is lost.
 *
 * @param rows k × 3, row-major
 */
export function histogramFromRows(rows: Float64Array): Histogram {
  const edges: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i + 3 <= rows.length; i += 3) {
    const left = rows[i]!;
    if (edges.length === 0) edges.push(left);
    else if (edges[edges.length - 1] !== left) {
      edges.push(left);
      counts.push(0);
    }
    edges.push(rows[i + 1]!);
    counts.push(rows[i + 2]!);
  }
  return { edges: Float64Array.from(edges), counts: Float64Array.from(counts) };
}

/**
 * From the older HistogramProto: bucket i ends at limit i and begins where the one before it ends. Empty buckets
 * at both ends are dropped and the outermost edges are the smallest and largest value, for the limits there may
 * be ±1.8e308 (as tensorboard/data_compat.py reads it).
 */
export function histogramFromBuckets(
  min: number,
  max: number,
  limits: Float64Array,
  counts: Float64Array,
): Histogram {
  const bins = Math.min(limits.length, counts.length);
  const filled = counts.subarray(0, bins);
  const first = filled.findIndex((count) => count > 0);
  const last = filled.findLastIndex((count) => count > 0);
  if (first < 0) return { edges: new Float64Array(0), counts: new Float64Array(0) };
  return {
    edges: Float64Array.of(min, ...limits.subarray(first, last), max),
    counts: counts.slice(first, last + 1),
  };
}
