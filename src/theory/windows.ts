import type { LayerSpec } from '../nn/layers/layer';
import type { Shape } from '../nn/shape';

/** A square window sliding over images, as far as a layer's parameters tell of one. */
export interface SlidingWindow {
  readonly size: number;
  readonly stride: number;
  readonly same: boolean;
}

/** The window of a convolution or pooling layer; undefined for layers without positions. */
export function windowOf({ parameters, inputShape }: LayerSpec): SlidingWindow | undefined {
  const size = parameters['kernelSize'] ?? parameters['poolSize'];
  if (inputShape.length !== 3 || typeof size !== 'number') return undefined;
  const strides = parameters['strides'];
  const byDefault = parameters['poolSize'] === undefined ? 1 : size;
  return {
    size,
    stride: typeof strides === 'number' ? strides : byDefault,
    same: parameters['padding'] === 'same',
  };
}

/**
 * Mean share of a window's taps that lie inside the image: with 'same' padding the rest meet zeros, which multiplies
 * the second moment of a convolution of white input. 28×28 with 3×3: .953.
 */
export function insideShare({ size, stride, same }: SlidingWindow, input: Shape, output: Shape): number {
  if (!same) return 1;
  const along = (axis: 0 | 1): number => {
    const [from, to] = [input[axis] ?? 1, output[axis] ?? 1];
    const before = Math.floor(Math.max(0, (to - 1) * stride + size - from) / 2);
    let inside = 0;
    for (let i = 0; i < to; i++) {
      const start = i * stride - before;
      inside += Math.min(from, start + size) - Math.max(0, start);
    }
    return inside / (to * size);
  };
  return along(0) * along(1);
}

/**
 * Mean share of inputs that two positions of a pooling window have in common in the convolution before it: the
 * correlation of its outputs there, on white input. 3×3 with stride 1 under 2×2 pooling: .6.
 */
export function sharedInputs({ size, stride }: SlidingWindow, pool: number): number {
  if (pool === 1) return 1;
  const common = (distance: number): number => Math.max(0, 1 - (Math.abs(distance) * stride) / size);
  let [sum, pairs] = [0, 0];
  for (let y = -pool + 1; y < pool; y++) {
    for (let x = -pool + 1; x < pool; x++) {
      if (x === 0 && y === 0) continue;
      const count = (pool - Math.abs(x)) * (pool - Math.abs(y));
      sum += count * common(x) * common(y);
      pairs += count;
    }
  }
  return sum / pairs;
}
