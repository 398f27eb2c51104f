import type { HostMessage } from '../../../../webview/contract';

/** Four pictures of 28 × 28 in two classes, and two initializers: one takes all for class 0. */
export const VALIDATION = {
  count: 4,
  shape: [28, 28, 1],
  bytes: true,
  classes: ['cat', 'dog <b>'],
  targets: Int32Array.of(0, 1, 1, 0),
  outputs: 2,
  engine: 'wasm',
} as const;

const SAMPLES = [0, 1, 2, 3];
const evaluation = (initializer: string, predicted: readonly number[]): HostMessage => ({
  type: 'evaluation',
  trial: { initializer, seed: 0 },
  step: 20,
  steps: [10, 20],
  best: 10,
  loss: 0.5,
  predicted: Int32Array.from(predicted),
  samples: SAMPLES,
  outputs: Float32Array.from(
    predicted.flatMap((taken) => (taken === 0 ? [Math.log(3), 0] : [0, Math.log(3)])),
  ),
  drawn: Float32Array.of(0, Math.log(9)),
});

/** What a host answers. */
export const ANSWERS: readonly HostMessage[] = [
  { type: 'validation', ...VALIDATION },
  {
    type: 'samples',
    indices: SAMPLES,
    values: Uint8Array.from({ length: 4 * 784 }, (_, i) =>
      i % 784 < 392 ? 255 : (60 * Math.floor(i / 784)) % 256,
    ),
  },
  evaluation('good', [0, 1, 1, 0]),
  evaluation('bad', [0, 0, 0, 0]),
];
