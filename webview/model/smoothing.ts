/**
 * Exponential moving average with bias correction (Kingma & Ba 2014, section 3), as TensorBoard draws it:
 * m ← w·m + (1−w)·x, shown m / (1−wⁿ). Values that are not finite stay as they are and leave the mean alone.
 * @param weight 0 (none) up to but not including 1
 */
export function smooth(values: Float32Array, weight: number): Float32Array {
  if (weight <= 0) return values;
  const smoothed = new Float32Array(values.length);
  let mean = 0;
  let correction = 1;
  values.forEach((value, index) => {
    if (Number.isFinite(value)) {
      mean = weight * mean + (1 - weight) * value;
      correction *= weight;
      smoothed[index] = mean / (1 - correction);
    } else {
      smoothed[index] = value;
    }
  });
  return smoothed;
}
