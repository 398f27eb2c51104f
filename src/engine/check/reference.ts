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

const [SAMPLES, SIZE, , CHANNELS] = SHAPES.input;
const [, , , FILTERS] = SHAPES.filter;
const [FEATURES, CLASSES] = SHAPES.kernel;
const HALF = SIZE / 2;

/** Mean cross-entropy of the network over its two samples, and its gradients, in float64, by the chain rule. */
export const reference = ({
  input,
  filter,
  kernel,
}: Values): { readonly loss: number; readonly gradients: Values } => {
  const gradients = {
    input: new Float64Array(input.length),
    filter: new Float64Array(filter.length),
    kernel: new Float64Array(kernel.length),
  };
  let loss = 0;
  for (let n = 0; n < SAMPLES; n++) {
    const { pooled, winners } = pool(n, input, filter);
    const logits = new Float64Array(CLASSES);
    for (let i = 0; i < FEATURES; i++)
      for (let k = 0; k < CLASSES; k++) logits[k]! += pooled[i]! * kernel[i * CLASSES + k]!;
    const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    loss += (logSum - logits[LABELS[n]!]!) / SAMPLES;

    const dLogits = logits.map((logit, k) => (Math.exp(logit - logSum) - Number(k === LABELS[n])) / SAMPLES);
    for (let i = 0; i < FEATURES; i++) {
      let dPooled = 0;
      for (let k = 0; k < CLASSES; k++) {
        dPooled += dLogits[k]! * kernel[i * CLASSES + k]!;
        gradients.kernel[i * CLASSES + k]! += dLogits[k]! * pooled[i]!;
      }
      const dSum = dPooled * (1 - pooled[i]! ** 2);
      forEachTerm(n, winners[i]!, i % FILTERS, (x, w) => {
        gradients.input[x]! += dSum * filter[w]!;
        gradients.filter[w]! += dSum * input[x]!;
      });
    }
  }
  return { loss, gradients };
};

/** Convolution, tanh and pooling of one sample; of each feature also the position that won, row by row. */
function pool(
  n: number,
  input: Float64Array,
  filter: Float64Array,
): { readonly pooled: Float64Array; readonly winners: Uint8Array } {
  const pooled = new Float64Array(FEATURES).fill(-Infinity);
  const winners = new Uint8Array(FEATURES);
  for (let position = 0; position < SIZE * SIZE; position++)
    for (let f = 0; f < FILTERS; f++) {
      let sum = 0;
      forEachTerm(n, position, f, (x, w) => (sum += input[x]! * filter[w]!));
      const window = (Math.floor(position / SIZE) >> 1) * HALF + ((position % SIZE) >> 1);
      const feature = window * FILTERS + f;
      if (Math.tanh(sum) <= pooled[feature]!) continue;
      pooled[feature] = Math.tanh(sum);
      winners[feature] = position;
    }
  return { pooled, winners };
}

/** The pairs of input and weight, by their places in their arrays, whose products one output of the convolution adds up. */
function forEachTerm(
  n: number,
  position: number,
  f: number,
  visit: (input: number, weight: number) => void,
): void {
  const [y, x] = [Math.floor(position / SIZE), position % SIZE];
  for (let i = Math.max(0, 1 - y); i < Math.min(3, SIZE + 1 - y); i++)
    for (let j = Math.max(0, 1 - x); j < Math.min(3, SIZE + 1 - x); j++)
      for (let c = 0; c < CHANNELS; c++)
        visit(
          ((n * SIZE + y + i - 1) * SIZE + x + j - 1) * CHANNELS + c,
          ((i * 3 + j) * CHANNELS + c) * FILTERS + f,
        );
}
