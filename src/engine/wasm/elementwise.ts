import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend } from './backend';
import { defineKernel, floats } from './kernel';
import type { WasmKernel } from './kernel';

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** Bits of a float32 but its sign, and those of infinity: what lies above is NaN. */
const MAGNITUDE = 0x7fffffff;
const INFINITY = 0x7f800000;

/**
 * XNNPACK's relu, relu6 and clip turn NaN into a number (relu the NaN with its sign bit set, which is the one that
 * processors make of ∞ − ∞), so that a diverged network would seem to train on. Here it stays NaN. Written over the
 * bits, as a branch on each random sign costs five times the time.
 */
export const relu: WasmKernel = (_tf, backend) =>
  defineKernel('Relu', ({ x }) => {
    const [from, to, out] = like(backend, x);
    const bits = new Int32Array(from.buffer, from.byteOffset, from.length);
    const result = new Int32Array(to.buffer, to.byteOffset, to.length);
    for (let i = 0; i < result.length; i++) {
      const value = bits[i]!;
      const negative = value >> 31;
      const nan = (INFINITY - (value & MAGNITUDE)) >> 31;
      result[i] = value & (~negative | nan);
    }
    return out;
  });

/** See {@link relu}. */
export const relu6: WasmKernel = (_tf, backend) =>
  defineKernel('Relu6', ({ x }) => {
    const [from, to, out] = like(backend, x);
    for (let i = 0; i < to.length; i++) to[i] = Math.min(Math.max(from[i]!, 0), 6);
    return out;
  });

/** See {@link relu}. */
export const clipByValue: WasmKernel = (_tf, backend) =>
  defineKernel('ClipByValue', ({ x }, { clipValueMin, clipValueMax }) => {
    const [from, to, out] = like(backend, x);
    for (let i = 0; i < to.length; i++) to[i] = Math.min(Math.max(from[i]!, clipValueMin), clipValueMax);
    return out;
  });

/** tfjs-wasm's is 0 below 1e-7. */
export const sign: WasmKernel = (_tf, backend) =>
  defineKernel('Sign', ({ x }) => {
    const [from, to, out] = like(backend, x);
    for (let i = 0; i < to.length; i++) to[i] = Math.sign(from[i]!);
    return out;
  });

/** tfjs-wasm computes ln(1 + x), which loses small x. */
export const log1p: WasmKernel = (_tf, backend) =>
  defineKernel('Log1p', ({ x }) => {
    const [from, to, out] = like(backend, x);
    for (let i = 0; i < to.length; i++) to[i] = Math.log1p(from[i]!);
    return out;
  });

/** tfjs-wasm computes eˣ − 1, which loses small x; XNNPACK's elu does not, and selu is elu scaled by sign. */
export const selu: WasmKernel = (tf, backend) => {
  const { kernelFunc: elu } = tf.getKernel('Elu', 'wasm');
  return defineKernel('Selu', ({ x }) => {
    const out = elu({ inputs: { x }, backend }) as TensorInfo;
    const values = floats(backend, out);
    for (let i = 0; i < values.length; i++)
      values[i]! *= values[i]! > 0 ? SELU_SCALE : SELU_SCALE * SELU_ALPHA;
    return out;
  });
};

/** tfjs-wasm takes any slopes for one per channel; here they broadcast as everywhere. */
export const prelu: WasmKernel = (tf, backend) => {
  const { kernelFunc: multiply } = tf.getKernel('Multiply', 'wasm');
  return defineKernel('Prelu', ({ x, alpha }) => {
    const out = multiply({ inputs: { a: x, b: alpha }, backend }) as TensorInfo;
    const values = floats(backend, out);
    const from = floats(backend, x);
    for (let i = 0; i < values.length; i++) if (!(from[i]! < 0)) values[i] = from[i]!;
    return out;
  });
};

/** An input's values, and a new output of its shape with its values. */
const like = (
  backend: WasmBackend,
  x: TensorInfo,
): readonly [from: Float32Array, to: Float32Array, out: TensorInfo] => {
  if (x.dtype !== 'float32') throw new Error(`This operation on wasm takes float32, not ${x.dtype}.`);
  const out = backend.makeOutput(x.shape, 'float32');
  return [floats(backend, x), floats(backend, out), out];
};
