import type * as core from '@tensorflow/tfjs-core';
import type { Tf } from '../../nn/tensors';
import type { WasmBackend } from './backend';

/** Makes one kernel of the wasm backend; called once the backend is up. */
export type WasmKernel = (tf: Tf, backend: WasmBackend) => core.KernelConfig;

/** Inputs and attributes of the kernels we write, by kernel name; tfjs passes both as maps of anything. */
interface Signatures {
  readonly BatchMatMul: readonly [core.BatchMatMulInputs, core.BatchMatMulAttrs];
  readonly ClipByValue: readonly [core.ClipByValueInputs, core.ClipByValueAttrs];
  readonly Conv2DBackpropFilter: readonly [core.Conv2DBackpropFilterInputs, core.Conv2DBackpropFilterAttrs];
  readonly Conv2DBackpropInput: readonly [core.Conv2DBackpropInputInputs, core.Conv2DBackpropInputAttrs];
  readonly Log1p: readonly [core.Log1pInputs, object];
  readonly MaxPoolGrad: readonly [core.MaxPoolGradInputs, core.MaxPoolGradAttrs];
  readonly Mean: readonly [core.MeanInputs, core.MeanAttrs];
  readonly Prelu: readonly [core.PreluInputs, object];
  readonly Relu: readonly [core.ReluInputs, object];
  readonly Relu6: readonly [core.Relu6Inputs, object];
  readonly Selu: readonly [core.SeluInputs, object];
  readonly Sign: readonly [core.SignInputs, object];
  readonly Sum: readonly [core.SumInputs, core.SumAttrs];
  readonly UnsortedSegmentSum: readonly [core.UnsortedSegmentSumInputs, core.UnsortedSegmentSumAttrs];
}

/** tfjs declares every input optional; these kernels' are not. */
type Given<I> = { readonly [K in keyof I]: NonNullable<I[K]> };

/** A kernel whose name says what it takes. */
export const defineKernel = <N extends keyof Signatures>(
  kernelName: N,
  compute: (inputs: Given<Signatures[N][0]>, attributes: Signatures[N][1]) => core.TensorInfo,
): core.KernelConfig => ({
  kernelName,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) =>
    compute(inputs as unknown as Given<Signatures[N][0]>, attrs as unknown as Signatures[N][1]),
});

/** Elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);

/** Live view of a float32 tensor's values; invalid after the next allocation, which may move the heap. */
export const floats = (backend: WasmBackend, tensor: core.TensorInfo): Float32Array =>
  new Float32Array(backend.wasm.HEAPU8.buffer, backend.getMemoryOffset(tensor.dataId), sizeOf(tensor.shape));

/** As {@link floats}, of an int32 tensor. */
export const ints = (backend: WasmBackend, tensor: core.TensorInfo): Int32Array =>
  new Int32Array(backend.wasm.HEAPU8.buffer, backend.getMemoryOffset(tensor.dataId), sizeOf(tensor.shape));
