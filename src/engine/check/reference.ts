/** A network so small that it runs in plain JavaScript: conv2d 3×3 'same' → tanh → maxPool 2×2 → dense → softmax. */
export const SHAPES = {
  input: [2, 6, 6, 2],
  filter: [3, 3, 2, 3],
  kernel: [27, 4],
} as const;
export const LABELS = [1, 3] as const;

export type Values = Readonly<Record<keyof typeof SHAPES, Float64Array>>;

/** Fixed values between −1 and 1 without pattern; some pooling windows are negative throughout. */
export const fixedValues = (): Values => {
  const fill = (shape: readonly number[], phase: number): Float64Array =>
    // rounded to float32, so that the reference starts from the very numbers that the engine gets
    Float64Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) =>
      Math.fround(Math.sin(phase + 12.9898 * i + 0.07 * i * i)),
    );
  return {
    input: fill(SHAPES.input, 1),
    filter: fill(SHAPES.filter, 2),
    kernel: fill(SHAPES.kernel, 3),
  };
};

/** Mean cross-entropy of the network over its two samples, in float64. */
export const referenceLoss = ({ input, filter, kernel }: Values): number => {
  const [samples, size, , channels] = SHAPES.input;
  const [, , , filters] = SHAPES.filter;
  const [features, classes] = SHAPES.kernel;
  const half = size / 2;
  let total = 0;
  for (let n = 0; n < samples; n++) {
    const pooled = new Float64Array(features).fill(-Infinity);
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++)
        for (let f = 0; f < filters; f++) {
          let sum = 0;
          for (let i = Math.max(0, 1 - y); i < Math.min(3, size + 1 - y); i++)
            for (let j = Math.max(0, 1 - x); j < Math.min(3, size + 1 - x); j++)
              for (let c = 0; c < channels; c++)
                sum +=
                  input[((n * size + y + i - 1) * size + x + j - 1) * channels + c]! *
                  filter[((i * 3 + j) * channels + c) * filters + f]!;
          const at = ((y >> 1) * half + (x >> 1)) * filters + f;
          pooled[at] = Math.max(pooled[at]!, Math.tanh(sum));
        }
    const logits = new Float64Array(classes);
    for (let i = 0; i < features; i++)
      for (let k = 0; k < classes; k++) logits[k]! += pooled[i]! * kernel[i * classes + k]!;
    const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    total += logSum - logits[LABELS[n]!]!;
  }
  return total / samples;
};

/** Gradients of {@link referenceLoss} by central differences, good to about nine digits. */
export const referenceGradients = (values: Values): Values => {
  const h = 1e-5;
  const gradient = (name: keyof Values): Float64Array =>
    values[name].map((value, i) => {
      const at = (shifted: number): number =>
        referenceLoss({ ...values, [name]: values[name].with(i, shifted) });
      return (at(value + h) - at(value - h)) / (2 * h);
    });
  return { input: gradient('input'), filter: gradient('filter'), kernel: gradient('kernel') };
};
