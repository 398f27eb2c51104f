import type { KernelBackend, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../nn/shape';
import type { Tf } from '../../nn/tensors';

/** Puts our kernels in the place of those of tfjs-webgpu 4.22 that lose what they are given. */
export const mendKernels = (tf: Tf): void => {
  for (const kernelName of NAN_LOST) replace(tf, kernelName, keepingNaN(tf, kernelName));
  replace(tf, 'Cast', castingData(tf));
  replace(tf, 'BatchMatMul', insideBounds(tf));
  replace(tf, 'Pow', exactOfScalars(tf));
  replace(tf, 'DenseBincount', countingInWorkgroups(tf));
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

/** What of tfjs' WebGPU backend runs a shader of our own. */
interface ShaderRunner {
  shouldExecuteOnCPU(inputs: readonly TensorInfo[]): boolean;
  runWebGPUProgram(
    program: object,
    inputs: readonly TensorInfo[],
    dtype: 'float32' | 'int32',
    uniforms?: undefined,
    output?: TensorInfo,
  ): TensorInfo;
}

/**
 * A whole power of a scalar by squaring. WGSL lets pow be off by what exp2(y · log2 x) is, 2^−21 and more: of
 * 1 − 0.999^step, by which Adam divides at first, that would be 5 parts in 10,000.
 */
const exactOfScalars = (tf: Tf): Kernel => {
  const { kernelFunc: power } = tf.getKernel('Pow', 'webgpu');
  return (call) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const backend = call.backend as unknown as ShaderRunner;
    const areScalars = [a, b].every(({ shape, dtype }) => sizeOf(shape) === 1 && dtype === 'float32');
    if (!areScalars || backend.shouldExecuteOnCPU([a, b])) return power(call);
    return backend.runWebGPUProgram(scalarPower(longer(a.shape, b.shape)), [a, b], 'float32');
  };
};

const longer = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.length < b.length ? b : a;

/** A `WebGPUProgram` of tfjs: what it is called with lies in `A`, `B` and `result`. */
const scalarPower = (outputShape: readonly number[]): object => ({
  outputShape,
  shaderKey: 'initscope_scalar_power',
  dispatchLayout: { x: outputShape.map((_, axis) => axis) },
  dispatch: [1, 1, 1],
  workgroupSize: [1, 1, 1],
  variableNames: ['A', 'B'],
  getUserCode: () => `
    fn main(index : i32) {
      let x = A[0];
      let y = B[0];
      if (floor(y) != y || abs(y) > 16777216.0) {
        result[0] = select(pow(abs(x), y), uniforms.NAN, x < 0.0);
        return;
      }
      var rest = u32(abs(y));
      var base = x;
      var power = 1.0;
      while (rest > 0u) {
        if ((rest & 1u) == 1u) { power *= base; }
        base *= base;
        rest >>= 1u;
      }
      result[0] = select(power, 1.0 / power, y < 0.0);
    }`,
});

/** Bins whose counts fit into the memory of a workgroup, of which WebGPU promises 16 KiB. */
const MOST_BINS = 4096;
const COUNTERS = 256;
/** Elements that one invocation counts, before workgroups are saved. */
const SHARE = 16;
const MOST_WORKGROUPS = 1024;

/**
 * Counts in the memory of each workgroup, as integers, and adds those up. The shipped kernel adds floats to the few bins
 * of all by comparing and exchanging, so that each element waits for the others: on an H200 the histograms of a small
 * network did not end within 40 s.
 */
const countingInWorkgroups = (tf: Tf): Kernel => {
  const [{ kernelFunc: count }, { kernelFunc: fill }, { kernelFunc: cast }] = [
    tf.getKernel('DenseBincount', 'webgpu'),
    tf.getKernel('Fill', 'webgpu'),
    tf.getKernel('Cast', 'webgpu'),
  ];
  return (call) => {
    const { x, weights } = call.inputs as { x: TensorInfo; weights: TensorInfo };
    const { size, binaryOutput } = call.attrs as unknown as { size: number; binaryOutput: boolean };
    const isWeighted = sizeOf(weights.shape) > 0;
    if (x.shape.length !== 1 || isWeighted || binaryOutput || size > MOST_BINS) return count(call);
    const { backend } = call;
    const zeros = fill({ inputs: {}, backend, attrs: { shape: [size], value: 0, dtype: 'int32' } });
    const runner = backend as unknown as ShaderRunner;
    const program = binCounter(size, sizeOf(x.shape));
    const counts = runner.runWebGPUProgram(program, [x], 'int32', undefined, zeros as TensorInfo);
    const floats = cast({ inputs: { x: counts }, backend, attrs: { dtype: weights.dtype } }) as TensorInfo;
    dispose(backend, counts);
    return floats;
  };
};

const binCounter = (bins: number, elements: number): object => ({
  outputShape: [bins],
  shaderKey: `initscope_bin_counter_${bins}`,
  dispatchLayout: { x: [0] },
  dispatch: [Math.min(Math.ceil(elements / (COUNTERS * SHARE)), MOST_WORKGROUPS), 1, 1],
  workgroupSize: [COUNTERS, 1, 1],
  variableNames: ['x'],
  atomic: true,
  getUserCode: () => `
    var<workgroup> counts : array<atomic<i32>, ${bins}>;
    fn main(index : i32) {
      for (var bin = i32(localIndex); bin < ${bins}; bin += ${COUNTERS}) { atomicStore(&counts[bin], 0); }
      workgroupBarrier();
      let stride = i32(numWorkgroups.x) * ${COUNTERS};
      for (var i = index; i < uniforms.xShape; i += stride) {
        let bin = x[i];
        if (bin >= 0 && bin < ${bins}) { atomicAdd(&counts[bin], 1); }
      }
      workgroupBarrier();
      for (var bin = i32(localIndex); bin < ${bins}; bin += ${COUNTERS}) {
        let count = atomicLoad(&counts[bin]);
        if (count > 0) { atomicAdd(&result[bin], count); }
      }
    }`,
});
