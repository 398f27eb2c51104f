import type { InputMoments } from './input';

/**
 * Moments of inputs at hand: for datasets whose moments nobody has stated.
 * @param values count × size, in the network's units
 */
export function measureInputMoments(values: ArrayLike<number>, count: number): InputMoments {
  const size = values.length / count;
  const sums = new Float64Array(size);
  const means = new Float64Array(count);
  const energies = new Float64Array(count);
  let absolute = 0;
  for (let sample = 0; sample < count; sample++) {
    for (let i = 0; i < size; i++) {
      const value = values[sample * size + i]!;
      sums[i]! += value;
      means[sample]! += value / size;
      energies[sample]! += (value * value) / size;
      absolute += Math.abs(value);
    }
  }
  const mean = meanOf(means);
  const secondMoment = meanOf(energies);
  // Σ over pairs of x·x′ = |Σx|² − Σ|x|²
  const pairs = sums.reduce((sum, s) => sum + s * s, 0) / size - count * secondMoment;
  return {
    mean,
    secondMoment,
    meanAbsolute: absolute / values.length,
    meanSpread: deviationOf(means, mean),
    ...(secondMoment > 0 && { energySpread: deviationOf(energies, secondMoment) / secondMoment }),
    ...(secondMoment > 0 && count > 1 && { correlation: pairs / (count * (count - 1)) / secondMoment }),
  };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

const deviationOf = (values: Float64Array, mean: number): number =>
  Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
