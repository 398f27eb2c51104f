import type { NamedTensors } from '../weights/tensors';

/** What can be said of one tensor of a checkpoint. */
export interface TensorStatistics {
  /** `<layer>/<weight>`, or `<layer>/<statistic>`. */
  readonly path: string;
  readonly shape: readonly number[];
  readonly mean: number;
  /** Population standard deviation. */
  readonly sd: number;
  /** Euclidean. */
  readonly norm: number;
  readonly min: number;
  readonly max: number;
}

/** Statistics of all weights and normalisation statistics of a checkpoint, in doubles, in its order. */
export const tensorStatistics = (tensors: NamedTensors): readonly TensorStatistics[] =>
  Object.entries(tensors).flatMap(([name, { shape, values }]) => {
    const path = /^(?:weights|statistics)\/(.*)$/.exec(name)?.[1];
    return path === undefined ? [] : [{ path, shape, ...statisticsOf(values) }];
  });

function statisticsOf(values: Float32Array): Omit<TensorStatistics, 'path' | 'shape'> {
  let [sum, squares, min, max] = [0, 0, Infinity, -Infinity];
  for (const value of values) {
    sum += value;
    squares += value * value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / values.length;
  let spread = 0;
  for (const value of values) spread += (value - mean) ** 2;
  return { mean, sd: Math.sqrt(spread / values.length), norm: Math.sqrt(squares), min, max };
}
