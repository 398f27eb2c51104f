/** What a classifier's outputs come to. */

/** Probabilities of the classes: softmax of logits, shifted so that none overflows. */
export function softmax(logits: ArrayLike<number>): readonly number[] {
  const all = Array.from(logits);
  const most = Math.max(...all);
  const powers = all.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * The class with the largest output, of equals the first: as TensorFlow's ArgMax, by which accuracy is measured.
 *
 * @param outputs samples × width, row-major
 */
export function predictedClasses(outputs: Float32Array, width: number): Int32Array {
  const classes = new Int32Array(outputs.length / width);
  for (let sample = 0; sample < classes.length; sample++) {
    let best = 0;
    for (let output = 1; output < width; output++)
      if (at(outputs, sample * width + output) > at(outputs, sample * width + best)) best = output;
    classes[sample] = best;
  }
  return classes;
}

/**
 * How often samples of each class (row) were taken for each class (column). Where a network has more outputs than there
 * are classes and one of those won, there is one more column for them.
 */
export function confusionMatrix(
  labels: Int32Array,
  predicted: Int32Array,
  classes: number,
): readonly (readonly number[])[] {
  const isBeyond = predicted.some((found) => found >= classes);
  const counts = Array.from({ length: classes }, () =>
    new Array<number>(classes + (isBeyond ? 1 : 0)).fill(0),
  );
  for (const [sample, label] of labels.entries()) {
    const row = counts[label];
    const column = Math.min(at(predicted, sample), classes);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return counts;
}

/** Classes that were taken for others. */
export interface Confusion {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/** What is mistaken for what, the most frequent first. */
export const confusions = (matrix: readonly (readonly number[])[]): readonly Confusion[] =>
  matrix
    .flatMap((row, label) => row.map((count, predicted) => ({ label, predicted, count })))
    .filter(({ label, predicted, count }) => label !== predicted && count > 0)
    .sort((a, b) => b.count - a.count);

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? Number.NaN;
