import type { Tf } from '../../nn/tensors';
import { need } from './ir';
import type { Attributes, DType, NamedValues, Value } from './ir';
import { forKernels } from './forKernels';
import { HISTOGRAM } from './histogram';

type Inputs = NamedValues;
type ShapeRule = (inputs: Inputs, attributes: Attributes, tf: Tf) => Value;

const value = (shape: readonly number[], dtype: DType): Value => ({ shape: [...shape], dtype });

const input = (inputs: Inputs, name: string): Value => need(inputs[name], name);
/** Kernels over lists (AddN, Concat, Pack) get their tensors under the names 0, 1, … */
const listed = (inputs: Inputs): readonly Value[] => Object.values(inputs);

const resultType = (a: DType, b: DType): DType =>
  a === 'float32' || b === 'float32' ? 'float32' : a === 'int32' || b === 'int32' ? 'int32' : 'bool';

const elementwise: ShapeRule = (inputs) => {
  const x = input(inputs, 'x');
  return value(x.shape, x.dtype);
};
const toFloat: ShapeRule = (inputs) => value(input(inputs, 'x').shape, 'float32');
const toBool: ShapeRule = (inputs) => value(input(inputs, 'x').shape, 'bool');
const binary: ShapeRule = (inputs, _, tf) => {
  const [a, b] = [input(inputs, 'a'), input(inputs, 'b')];
  return value(broadcast(tf, a, b), resultType(a.dtype, b.dtype));
};
const comparison: ShapeRule = (inputs, _, tf) =>
  value(broadcast(tf, input(inputs, 'a'), input(inputs, 'b')), 'bool');
const sameAs =
  (name: string): ShapeRule =>
  (inputs) =>
    value(input(inputs, name).shape, input(inputs, name).dtype);

const broadcast = (tf: Tf, a: Value, b: Value): number[] =>
  tf.broadcast_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);

/** tfjs writes every axis as a number, a list, or leaves it out for all axes. */
export function reducedAxes(axis: unknown, rank: number): readonly number[] {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  const axes = Array.isArray(axis) ? (axis as number[]) : [axis as number];
  return axes.map((a) => (a < 0 ? a + rank : a)).sort((a, b) => a - b);
}

const reduction =
  (dtype?: DType): ShapeRule =>
  (inputs, attributes) => {
    const x = input(inputs, 'x');
    const axes = reducedAxes(attributes.reductionIndices ?? attributes.axis, x.shape.length);
    const shape =
      attributes.keepDims === true
        ? x.shape.map((size, i) => (axes.includes(i) ? 1 : size))
        : x.shape.filter((_, i) => !axes.includes(i));
    return value(shape, dtype ?? x.dtype);
  };

const pool: ShapeRule = (inputs, attributes, tf) => {
  const x = input(inputs, 'x');
  return value(poolInfo(tf, x.shape, attributes).outShape, x.dtype);
};

type PoolInfo = ReturnType<Tf['backend_util']['computePool2DInfo']>;
type ConvInfo = ReturnType<Tf['backend_util']['computeConv2DInfo']>;

/** Padding, strides and output size of a 2-D pooling kernel with these attributes. */
export const poolInfo = (tf: Tf, shape: readonly number[], attributes: Attributes): PoolInfo =>
  tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    need(attributes.filterSize, 'filterSize'),
    need(attributes.strides, 'strides'),
    1,
    need(attributes.pad, 'pad'),
    attributes.dimRoundingMode,
  );

/** Padding, strides, dilations and output size of a 2-D convolution (NHWC) with these attributes. */
export const convInfo = (
  tf: Tf,
  input: readonly number[],
  filter: readonly number[],
  attributes: Attributes,
): ConvInfo =>
  tf.backend_util.computeConv2DInfo(
    input as [number, number, number, number],
    filter as [number, number, number, number],
    need(attributes.strides, 'strides'),
    attributes.dilations ?? 1,
    need(attributes.pad, 'pad'),
    attributes.dimRoundingMode,
    false,
    'channelsLast',
  );

/** How each kernel's output follows from its inputs and attributes. A kernel that is not listed cannot be traced. */
export const shapeRules: Readonly<Record<string, ShapeRule>> = {
  ...forKernels(
    elementwise,
    'Abs',
    'Ceil',
    'ClipByValue',
    'Floor',
    'Identity',
    'LeakyRelu',
    'Neg',
    'OnesLike',
    'Relu',
    'Relu6',
    'Round',
    'Sign',
    'Square',
    'Step',
    'ZerosLike',
  ),
  ...forKernels(
    toFloat,
    'Cos',
    'Elu',
    'Erf',
    'Exp',
    'Expm1',
    'Log',
    'Log1p',
    'Reciprocal',
    'Rsqrt',
    'Selu',
    'Sigmoid',
    'Sin',
    'Softplus',
    'Sqrt',
    'Tanh',
  ),
  ...forKernels(toBool, 'IsFinite', 'IsInf', 'IsNan', 'LogicalNot'),
  ...forKernels(
    binary,
    'Add',
    'FloorDiv',
    'Maximum',
    'Minimum',
    'Mod',
    'Multiply',
    'Pow',
    'SquaredDifference',
    'Sub',
  ),
  ...forKernels(
    comparison,
    'Equal',
    'Greater',
    'GreaterEqual',
    'Less',
    'LessEqual',
    'LogicalAnd',
    'LogicalOr',
    'NotEqual',
  ),
  ...forKernels(reduction(), 'Max', 'Min', 'Prod', 'Sum'),
  ...forKernels(reduction('float32'), 'Mean'),
  ...forKernels(reduction('bool'), 'All', 'Any'),
  RealDiv: (inputs, _, tf) => value(broadcast(tf, input(inputs, 'a'), input(inputs, 'b')), 'float32'),
  Prelu: (inputs) => value(input(inputs, 'x').shape, 'float32'),
  EluGrad: sameAs('dy'),
  Softmax: (inputs) => value(input(inputs, 'logits').shape, 'float32'),
  LogSoftmax: (inputs) => value(input(inputs, 'logits').shape, 'float32'),
  Cumsum: elementwise,
  UnsortedSegmentSum: (inputs, attributes) => {
    const x = input(inputs, 'x');
    return value([need(attributes.numSegments, 'numSegments'), ...x.shape.slice(1)], x.dtype);
  },
  [HISTOGRAM]: (inputs, { size, batchDims }) =>
    value([...input(inputs, 'x').shape.slice(0, batchDims), 2 + (need(size, 'size') as number)], 'float32'),
  ArgMax: (inputs, attributes, tf) => reduction('int32')(inputs, { axis: need(attributes.axis, 'axis') }, tf),
  AddN: (inputs) => value(listed(inputs)[0]?.shape ?? [], listed(inputs)[0]?.dtype ?? 'float32'),
  Cast: (inputs, attributes) => value(input(inputs, 'x').shape, need(attributes.dtype, 'dtype')),
  Select: (inputs) => {
    const [t, e] = [input(inputs, 't'), input(inputs, 'e')];
    return value(t.shape, resultType(t.dtype, e.dtype));
  },
  Fill: (_, attributes) => value(need(attributes.shape, 'shape'), attributes.dtype ?? 'float32'),
  Range: (_, attributes) => {
    const [start, stop, step] = [
      need(attributes.start, 'start'),
      need(attributes.stop, 'stop'),
      need(attributes.step, 'step'),
    ];
    return value([Math.max(0, Math.ceil((stop - start) / step))], attributes.dtype ?? 'float32');
  },
  OneHot: (inputs, attributes) =>
    value(
      [...input(inputs, 'indices').shape, need(attributes.depth, 'depth')],
      attributes.dtype ?? 'float32',
    ),
  BatchMatMul: (inputs, attributes) => {
    const [a, b] = [input(inputs, 'a'), input(inputs, 'b')];
    const [m, n] = [
      a.shape.at(attributes.transposeA === true ? -1 : -2),
      b.shape.at(attributes.transposeB === true ? -2 : -1),
    ];
    if (m === undefined || n === undefined) throw new Error('matMul needs matrices');
    const batch = a.shape.slice(0, -2).map((size, i) => Math.max(size, b.shape[i] ?? 1));
    return value([...batch, m, n], 'float32');
  },
  Reshape: (inputs, attributes, tf) => {
    const x = input(inputs, 'x');
    const size = x.shape.reduce((p, s) => p * s, 1);
    return value(tf.util.inferFromImplicitShape([...need(attributes.shape, 'shape')], size), x.dtype);
  },
  ExpandDims: (inputs, attributes) => {
    const x = input(inputs, 'input');
    const dim = need(attributes.dim, 'dim');
    const shape = [...x.shape];
    shape.splice(dim < 0 ? dim + x.shape.length + 1 : dim, 0, 1);
    return value(shape, x.dtype);
  },
  Transpose: (inputs, attributes) => {
    const x = input(inputs, 'x');
    return value(
      need(attributes.perm, 'perm').map((axis) => x.shape[axis] ?? 1),
      x.dtype,
    );
  },
  Tile: (inputs, attributes) => {
    const x = input(inputs, 'x');
    const reps = need(attributes.reps, 'reps');
    return value(
      x.shape.map((size, i) => size * (reps[i] ?? 1)),
      x.dtype,
    );
  },
  BroadcastTo: (inputs, attributes) => value(need(attributes.shape, 'shape'), input(inputs, 'x').dtype),
  PadV2: (inputs, attributes) => {
    const x = input(inputs, 'x');
    const paddings = need(attributes.paddings, 'paddings');
    return value(
      x.shape.map((size, i) => size + (paddings[i]?.[0] ?? 0) + (paddings[i]?.[1] ?? 0)),
      x.dtype,
    );
  },
  Slice: (inputs, attributes) => {
    const x = input(inputs, 'x');
    const begin = need(attributes.begin, 'begin');
    const size = need(attributes.size, 'size') as readonly number[];
    return value(
      size.map((n, i) => (n < 0 ? (x.shape[i] ?? 0) - (begin[i] ?? 0) : n)),
      x.dtype,
    );
  },
  Concat: (inputs, attributes) => {
    const parts = listed(inputs);
    const first = parts[0];
    if (!first) throw new Error('concat of nothing');
    const axis = reducedAxes(attributes.axis, first.shape.length)[0];
    return value(
      first.shape.map((size, i) =>
        i === axis ? parts.reduce((sum, part) => sum + (part.shape[i] ?? 0), 0) : size,
      ),
      first.dtype,
    );
  },
  Pack: (inputs, attributes) => {
    const parts = listed(inputs);
    const first = need(parts[0], '0');
    const [axis = 0] = reducedAxes(attributes.axis, first.shape.length + 1);
    return value(first.shape.toSpliced(axis, 0, parts.length), first.dtype);
  },
  GatherV2: (inputs, attributes) => {
    const [x, indices] = [input(inputs, 'x'), input(inputs, 'indices')];
    const axis = reducedAxes(attributes.axis ?? 0, x.shape.length)[0] ?? 0;
    return value([...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)], x.dtype);
  },
  Conv2D: (inputs, attributes, tf) =>
    value(
      convInfo(tf, input(inputs, 'x').shape, input(inputs, 'filter').shape, attributes).outShape,
      'float32',
    ),
  Conv2DBackpropInput: (_, attributes) => value(need(attributes.inputShape, 'inputShape'), 'float32'),
  Conv2DBackpropFilter: (_, attributes) => value(need(attributes.filterShape, 'filterShape'), 'float32'),
  MaxPool: pool,
  AvgPool: pool,
  MaxPoolGrad: sameAs('input'),
  AvgPoolGrad: sameAs('input'),
  FusedBatchNorm: sameAs('x'),
};

/**
 * Fresh output value of one kernel call.
 * @throws Error naming a kernel that has no rule
 */
export function inferShapes(tf: Tf, kernel: string, inputs: Inputs, attributes: Attributes): Value {
  const rule = shapeRules[kernel];
  if (!rule)
    throw new Error(
      `the tfjs kernel ${kernel} cannot be compiled: it has no shape rule (src/engine/graph/shapes.ts)`,
    );
  return rule(inputs, attributes, tf);
}
