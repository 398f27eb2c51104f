import type { Window } from '../layers/windows';
import type { Shape } from '../shape';

/** How a window's padding is written in PyTorch, which knows "same" for strides of 1 and equal borders only. */
export interface Padded {
  /** Value of `padding=` where the borders are equal; absent where there are none. */
  readonly own?: string;
  /** The input with unequal borders added. */
  readonly around: (input: string, value: string) => string;
}

/** Before and after, as TensorFlow pads: the odd pixel goes behind. */
export function borders({ size, stride, padding }: Window, length: number): readonly [number, number] {
  if (padding === 'valid') return [0, 0];
  const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + size - length);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

export function padded(window: Window, [height = 0, width = 0]: Shape): Padded {
  const [top, bottom] = borders(window, height);
  const [left, right] = borders(window, width);
  if (top === bottom && left === right)
    return {
      ...((top > 0 || left > 0) && { own: top === left ? String(top) : `(${top}, ${left})` }),
      around: (input) => input,
    };
  return {
    around: (input, value) => `F.pad(${input}, (${left}, ${right}, ${top}, ${bottom}), value=${value})`,
  };
}
