import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../nn/tensors';
import type { WasmBackend } from './backend';
import { defineKernel, floats, ints, sizeOf } from './kernel';
import type { WasmKernel } from './kernel';

/**
 * Sums in float64. tfjs-wasm adds up in one float32, which is off by 0.3 % over 500,000 values, and transposes its
 * input first unless the summed axes are the last ones; one pass in JavaScript is both exact and no slower.
 */
export const sum: WasmKernel = (tf, backend) =>
  defineKernel('Sum', ({ x }, { axis, keepDims }) => {
    const { totals, shape } = reduce(tf, backend, x, axis, keepDims);
    const out = backend.makeOutput(shape, x.dtype);
    (x.dtype === 'int32' ? ints(backend, out) : floats(backend, out)).set(totals);
    return out;
  });

/** Means in float64, see {@link sum}. */
export const mean: WasmKernel = (tf, backend) =>
  defineKernel('Mean', ({ x }, { axis, keepDims }) => {
    const { totals, shape } = reduce(tf, backend, x, axis, keepDims);
    const count = sizeOf(x.shape) / totals.length;
    const out = backend.makeOutput(shape, 'float32');
    floats(backend, out).set(totals.map((total) => total / count));
    return out;
  });

const reduce = (
  tf: Tf,
  backend: WasmBackend,
  x: TensorInfo,
  axis: number | number[],
  keepDims: boolean,
): { readonly totals: Float64Array; readonly shape: number[] } => {
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const shape = x.shape.flatMap((n, d) => (axes.includes(d) ? (keepDims ? [1] : []) : [n]));
  const values = x.dtype === 'int32' ? ints(backend, x) : floats(backend, x);
  return { totals: sumOver(values, x.shape, axes), shape };
};

/** Sums of a row-major array over some of its axes, in the order of the axes that are left. */
export const sumOver = (
  values: ArrayLike<number>,
  shape: readonly number[],
  axes: readonly number[],
): Float64Array => {
  let current = values;
  let inner = 1;
  let summed = 1;
  // from the last axis inwards, neighbouring axes that are summed, or kept, taken as one
  for (let d = shape.length - 1; d >= -1; d--) {
    if (axes.includes(d)) summed *= shape[d]!;
    else {
      if (summed !== 1) current = sumMiddle(current, sizeOf(shape.slice(0, d + 1)), summed, inner);
      summed = 1;
      inner *= shape[d] ?? 1;
    }
  }
  return current instanceof Float64Array ? current : Float64Array.from(current);
};

/** Sums [outer, count, inner] over its middle axis. */
const sumMiddle = (values: ArrayLike<number>, outer: number, count: number, inner: number): Float64Array => {
  const totals = new Float64Array(outer * inner);
  if (inner === 1) for (let o = 0; o < outer; o++) totals[o] = sumRun(values, o * count, count);
  else
    for (let o = 0, from = 0; o < outer; o++)
      for (let c = 0; c < count; c++, from += inner)
        for (let i = 0; i < inner; i++) totals[o * inner + i]! += values[from + i]!;
  return totals;
};

/** Four running sums, so that additions do not wait for one another. */
const sumRun = (values: ArrayLike<number>, from: number, count: number): number => {
  let [a, b, c, d] = [0, 0, 0, 0];
  const end = from + count;
  let i = from;
  for (; i + 3 < end; i += 4) {
    a += values[i]!;
    b += values[i + 1]!;
    c += values[i + 2]!;
    d += values[i + 3]!;
  }
  for (; i < end; i++) a += values[i]!;
  return a + b + (c + d);
};
