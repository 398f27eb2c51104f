import type * as tfjs from '@tensorflow/tfjs-core';
import type { TensorMap, Tf } from '../../nn/tensors';
import { elementsOf, need } from './ir';
import type { Attributes, DType, Elements, Graph, NamedValues, Node, Value } from './ir';
import type { TensorTypes } from '../program';
import { inferShapes, reducedAxes, shapeRules } from './shapes';

const BACKEND = 'trace';

type KernelCall = Parameters<tfjs.KernelFunc>[0];

/** What the trace backend's kernels write to. */
interface Recording {
  readonly nodes: Node[];
  readonly constants: Map<Value, Elements>;
  readonly values: WeakSet<Value>;
}

/**
 * Calls `f` once with placeholder tensors and records every kernel that it runs, gradients included, instead of
 * computing anything. `f` must be a pure function of its tensors: reading a traced value is an error.
 *
 * @throws Error naming the kernel when `f` uses one whose shapes are not known here
 */
export function trace(tf: Tf, inputs: TensorTypes, f: (tensors: TensorMap) => TensorMap): Graph {
  const backend = registerBackend(tf);
  const before = tf.getBackend();
  const recording: Recording = { nodes: [], constants: new Map(), values: new WeakSet() };
  const inputValues: Record<string, Value> = {};
  const outputValues: Record<string, Value> = {};
  activate(tf, BACKEND);
  backend.recording = recording;
  try {
    tf.tidy(() => {
      const tensors: Record<string, tfjs.Tensor> = {};
      for (const [name, type] of Object.entries(inputs)) {
        const value: Value = { shape: [...type.shape], dtype: type.dtype };
        recording.values.add(value);
        inputValues[name] = value;
        tensors[name] = tf.engine().makeTensorFromTensorInfo(tensorInfo(value), backend);
      }
      for (const [name, tensor] of Object.entries(f(tensors))) outputValues[name] = tensor.dataId as Value;
    });
  } finally {
    backend.recording = undefined;
    if (before) activate(tf, before);
    tf.removeBackend(BACKEND);
  }
  return {
    inputs: inputValues,
    constants: recording.constants,
    nodes: recording.nodes,
    outputs: outputValues,
  };
}

const tensorInfo = (value: Value): tfjs.TensorInfo => ({
  dataId: value,
  shape: [...value.shape],
  dtype: value.dtype,
});

/** `setBackend` switches at once for a backend without an asynchronous start, or one that has started before. */
function activate(tf: Tf, name: string): void {
  void tf.setBackend(name);
  if (tf.getBackend() !== name) throw new Error(`tfjs did not switch to its backend "${name}"`);
}

interface TraceBackend extends tfjs.KernelBackend {
  recording: Recording | undefined;
}

/** Registers the trace backend for as long as a trace takes: tfjs would fall back to it if another one failed. */
function registerBackend(tf: Tf): TraceBackend {
  const backend = createBackend(tf);
  tf.registerBackend(BACKEND, () => backend, 0);
  const known = new Set(tf.getKernelsForBackend(BACKEND).map((kernel) => kernel.kernelName));
  const register = (
    kernelName: string,
    kernelFunc: (backend: TraceBackend, call: KernelCall) => tfjs.TensorInfo | tfjs.TensorInfo[],
  ): void => {
    if (known.has(kernelName)) return;
    tf.registerKernel({
      kernelName,
      backendName: BACKEND,
      kernelFunc: (call) => kernelFunc(call.backend as unknown as TraceBackend, call),
    });
  };
  for (const kernel of Object.keys(shapeRules))
    register(kernel, (own, call) => record(tf, own, kernel, call));
  register('SplitV', (own, call) => recordSplit(tf, own, call));
  register('Unpack', (own, call) => recordUnpack(tf, own, call));
  return backend;
}

/** A tfjs backend whose data are the graph's values. Values outlive the tensors that name them. */
function createBackend(tf: Tf): TraceBackend {
  class Backend extends tf.KernelBackend implements TraceBackend {
    recording: Recording | undefined = undefined;

    override write(values: tfjs.BackendValues, shape: number[], dtype: tfjs.DataType): Value {
      if (!this.recording) throw new Error('a tensor was made on the trace backend outside a trace');
      const value: Value = { shape: [...shape], dtype: dtype as DType };
      this.recording.values.add(value);
      this.recording.constants.set(value, elementsOf(dtype as DType, values as Elements));
      return value;
    }
    override readSync(): never {
      throw new Error('a traced function may not read the value of a tensor');
    }
    override refCount = (): number => 1;
    override incRef = (): void => undefined;
    override disposeData = (): boolean => true;
    override numDataIds = (): number => 0;
    override floatPrecision = (): 32 => 32;
    override epsilon = (): number => 1e-7;
    override dispose = (): void => undefined;
  }
  return new Backend();
}

function record(tf: Tf, backend: TraceBackend, kernel: string, call: KernelCall): tfjs.TensorInfo {
  const { recording } = backend;
  if (!recording) throw new Error(`kernel ${kernel} was run on the trace backend outside a trace`);
  const inputs: Record<string, Value> = {};
  for (const [name, info] of Object.entries(call.inputs)) {
    if (!info) continue;
    const value = info.dataId as Value;
    if (!recording.values.has(value))
      throw new Error(`${kernel} reads a tensor made outside the traced function; pass it as an input`);
    inputs[name] = value;
  }
  return tensorInfo(append(tf, recording, kernel, inputs, { ...(call.attrs as Attributes | undefined) }));
}

function append(
  tf: Tf,
  recording: Recording,
  kernel: string,
  inputs: NamedValues,
  attributes: Attributes,
): Value {
  const output = inferShapes(tf, kernel, inputs, attributes);
  recording.values.add(output);
  recording.nodes.push({ kernel, inputs, attributes, output });
  return output;
}

/** Splitting has several outputs; each is recorded as a slice of its own. */
function recordSplit(tf: Tf, backend: TraceBackend, call: KernelCall): tfjs.TensorInfo[] {
  const recording = need(backend.recording, 'recording');
  const x = need(call.inputs['x'], 'x').dataId as Value;
  const { axis, numOrSizeSplits } = call.attrs as Attributes;
  const [along = 0] = reducedAxes(axis, x.shape.length);
  const sizes = partSizes(numOrSizeSplits, x.shape[along] ?? 0);
  let from = 0;
  return sizes.map((extent) => {
    const begin = x.shape.map((_, i) => (i === along ? from : 0));
    const size = x.shape.map((whole, i) => (i === along ? extent : whole));
    from += extent;
    return tensorInfo(append(tf, recording, 'Slice', { x }, { begin, size }));
  });
}

/** tfjs splits into equal parts, or into given sizes of which one may be −1, the rest. */
function partSizes(given: Attributes['numOrSizeSplits'], whole: number): readonly number[] {
  const sizes = need(given, 'numOrSizeSplits');
  if (typeof sizes === 'number') return Array.from({ length: sizes }, () => whole / sizes);
  const known = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
  return sizes.map((size) => (size < 0 ? whole - known : size));
}

/** Unstacking as slices that lose their axis. */
function recordUnpack(tf: Tf, backend: TraceBackend, call: KernelCall): tfjs.TensorInfo[] {
  const recording = need(backend.recording, 'recording');
  const x = need(call.inputs['value'], 'value').dataId as Value;
  const [along = 0] = reducedAxes((call.attrs as Attributes).axis, x.shape.length);
  const shape = x.shape.toSpliced(along, 1);
  const size = x.shape.map((whole, i) => (i === along ? 1 : whole));
  return Array.from({ length: x.shape[along] ?? 0 }, (_, at) => {
    const begin = x.shape.map((__, i) => (i === along ? at : 0));
    const slice = append(tf, recording, 'Slice', { x }, { begin, size });
    return tensorInfo(append(tf, recording, 'Reshape', { x: slice }, { shape }));
  });
}
