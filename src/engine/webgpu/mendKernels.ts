import type { KernelBackend, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../nn/tensors';

/** Puts our kernels in the place of those of tfjs-webgpu 4.22 that lose what they are given. */
export const mendKernels = (tf: Tf): void => {
  for (const kernelName of NAN_LOST) replace(tf, kernelName, keepingNaN(tf, kernelName));
  replace(tf, 'Cast', castingData(tf));
  replace(tf, 'BatchMatMul', insideBounds(tf));
};

/** Kernels that make a number of NaN: WGSL lets a compiler assume that there is none. */
const NAN_LOST = ['Elu', 'Selu', 'Sigmoid', 'Softplus'];

type Kernel = KernelConfig['kernelFunc'];
type Inputs = Record<string, TensorInfo>;

const replace = (tf: Tf, kernelName: string, kernelFunc: Kernel): void => {
  tf.unregisterKernel(kernelName, 'webgpu');
  tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc });
};

/** A shipped kernel without attributes. */
const shipped = (tf: Tf, name: string): ((inputs: Inputs, backend: object) => TensorInfo) => {
  const { kernelFunc } = tf.getKernel(name, 'webgpu');
  return (inputs, backend) => kernelFunc({ inputs, backend, attrs: {} }) as TensorInfo;
};

const dispose = (backend: object, ...tensors: readonly TensorInfo[]): void => {
  for (const { dataId } of tensors) (backend as KernelBackend).disposeData(dataId);
};

/** A network that has diverged should not seem to train on. */
const keepingNaN = (tf: Tf, kernelName: string): Kernel => {
  const [compute, isNaN, select] = [shipped(tf, kernelName), shipped(tf, 'IsNan'), shipped(tf, 'Select')];
  return ({ inputs, backend }) => {
    const x = inputs['x'] as TensorInfo;
    const [value, condition] = [compute({ x }, backend), isNaN({ x }, backend)];
    const kept = select({ condition, t: x, e: value }, backend);
    dispose(backend, value, condition);
    return kept;
  };
};

/** What tfjs' WebGPU backend offers beyond `KernelBackend`. */
interface TensorMaker {
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
}

/** A cast to floats renames the tensor and leaves integers in its memory, which a transpose then fails to read. */
const castingData = (tf: Tf): Kernel => {
  const { kernelFunc: cast } = tf.getKernel('Cast', 'webgpu');
  const add = shipped(tf, 'Add');
  return (call) => {
    const renamed = cast(call) as TensorInfo;
    const { dtype } = call.inputs['x'] as TensorInfo;
    if (renamed.dtype !== 'float32' || dtype === 'float32') return renamed;
    const { backend } = call as unknown as { readonly backend: TensorMaker };
    const zero = backend.makeTensorInfo([], 'float32', Float32Array.of(0));
    const floats = add({ a: renamed, b: zero }, backend);
    dispose(backend, renamed, zero);
    return floats;
  };
};

/** Rows or columns that the shaders of a product take in one go. */
const TILE = 32;

/**
 * A product reads its right operand in whole tiles, beyond its end, and counts on zeros of the left one to undo that:
 * what is read there may be NaN, of another matrix of the batch. Filled up with zeros, operands end with a tile.
 */
const insideBounds = (tf: Tf): Kernel => {
  const [{ kernelFunc: multiply }, { kernelFunc: pad }] = [
    tf.getKernel('BatchMatMul', 'webgpu'),
    tf.getKernel('PadV2', 'webgpu'),
  ];
  return (call) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = call.attrs as unknown as Record<string, boolean>;
    const [axisA, axisB] = [a.shape.length - (transposeA ? 2 : 1), b.shape.length - (transposeB ? 1 : 2)];
    const rest = -(a.shape[axisA] ?? 0) & (TILE - 1);
    if (rest === 0) return multiply(call);
    const filled = (x: TensorInfo, axis: number): TensorInfo => {
      const paddings = x.shape.map((_, i): [number, number] => [0, i === axis ? rest : 0]);
      const attrs = { paddings, constantValue: 0 };
      return pad({ inputs: { x }, backend: call.backend, attrs }) as TensorInfo;
    };
    const inputs = { a: filled(a, axisA), b: filled(b, axisB) };
    const product = multiply({ ...call, inputs });
    dispose(call.backend, inputs.a, inputs.b);
    return product;
  };
};
