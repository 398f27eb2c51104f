import type { DType } from '../../graph/ir';
import { reducedAxes } from '../../graph/shapes';
import { sizeOf } from '../../../nn/shape';
import { ONNX_TYPES } from '../model';
import { castTo } from './elementwise';
import type { Lowering, LoweringCall } from './lowering';

/** A reduction in the type `as` (the input's own if absent), cast to the result's type. */
const reduce =
  (op: string, as?: DType): Lowering =>
  (call) => {
    const { builder, input, value, attributes, result } = call;
    const x = value('x');
    const type = as ?? x.dtype;
    const operand = type === x.dtype ? input('x') : castTo(call, input('x'), type);
    const keepdims = { keepdims: { int: attributes.keepDims === true ? 1 : 0 } };
    const axes = reducedAxes(attributes.reductionIndices ?? attributes.axis, x.shape.length);
    const inputs = axes.length === 0 ? [operand] : [operand, builder.int64(axes)];
    const options = axes.length === 0 ? { ...keepdims, noop_with_empty_axes: { int: 1 } } : keepdims;
    if (type === result.dtype) builder.node(op, inputs, options, call.output);
    else castTo(call, builder.node(op, inputs, options), result.dtype, call.output);
  };

/** Elements beyond which a float32 accumulator loses digits that matter. */
const WIDE = 1 << 16;

/** Sum or mean of floats; wide ones are taken in float64. */
const total =
  (op: 'ReduceSum' | 'ReduceMean'): Lowering =>
  (call) => {
    const { builder, input, value, attributes, result, output } = call;
    if (sizeOf(value('x').shape) <= WIDE * sizeOf(result.shape) || value('x').dtype !== 'float32') {
      reduce(op, op === 'ReduceMean' ? 'float32' : undefined)(call);
      return;
    }
    const axes = builder.int64(reducedAxes(attributes.axis, value('x').shape.length));
    const wide = builder.node('Cast', [input('x')], { to: { int: ONNX_TYPES.float64 } });
    const sum = builder.node(op, [wide, axes], { keepdims: { int: attributes.keepDims === true ? 1 : 0 } });
    builder.node('Cast', [sum], { to: { int: ONNX_TYPES.float32 } }, output);
  };

const lastAxis =
  (op: string): Lowering =>
  ({ builder, input, value, output }: LoweringCall) =>
    builder.node(op, [input('logits')], { axis: { int: value('logits').shape.length - 1 } }, output);

/** ONNX Runtime's maximum and minimum pass over NaN; they are put back. */
const extreme =
  (op: 'ReduceMax' | 'ReduceMin'): Lowering =>
  (call) => {
    const { builder, input, value, attributes, result, output } = call;
    const axes = builder.int64(
      reducedAxes(attributes.reductionIndices ?? attributes.axis, value('x').shape.length),
    );
    const keepdims = { keepdims: { int: attributes.keepDims === true ? 1 : 0 } };
    if (result.dtype !== 'float32' || value('x').shape.length === 0) {
      reduce(op)(call);
      return;
    }
    const isNaN = castTo(call, builder.node('IsNaN', [input('x')]), 'float32');
    const anyNaN = builder.node('Greater', [
      builder.node('ReduceMax', [isNaN, axes], keepdims),
      builder.float(0),
    ]);
    builder.node(
      'Where',
      [anyNaN, builder.float(NaN), builder.node(op, [input('x'), axes], keepdims)],
      {},
      output,
    );
  };

export const reduction: Readonly<Record<string, Lowering>> = {
  Sum: total('ReduceSum'),
  Mean: total('ReduceMean'),
  Max: extreme('ReduceMax'),
  Min: extreme('ReduceMin'),
  Prod: reduce('ReduceProd'),
  All: reduce('ReduceMin', 'int32'),
  Any: reduce('ReduceMax', 'int32'),
  ArgMax: (call) => {
    const [axis = 0] = reducedAxes(call.attributes.axis, call.value('x').shape.length);
    const index = call.builder.node('ArgMax', [call.input('x')], {
      axis: { int: axis },
      keepdims: { int: 0 },
    });
    castTo(call, index, 'int32', call.output);
  },
  Cumsum: ({ builder, input, value, attributes, output }) => {
    const [axis = 0] = reducedAxes(attributes.axis, value('x').shape.length);
    const options = {
      exclusive: { int: Number(attributes.exclusive ?? false) },
      reverse: { int: Number(attributes.reverse ?? false) },
    };
    builder.node('CumSum', [input('x'), builder.int64(axis)], options, output);
  },
  // The ids as one-hot rows, times x: rows whose id is out of range count nowhere
  UnsortedSegmentSum: ({ builder, input, value, result, output }) => {
    const [segments = 0] = result.shape;
    const rows = value('segmentIds').shape[0] ?? 0;
    const ids = builder.node('Reshape', [input('segmentIds'), builder.int64([1, rows])]);
    const numbers = Array.from({ length: segments }, (_, i) => i);
    const isOf = builder.node('Equal', [ids, builder.int32(numbers, [segments, 1])]);
    const weights = builder.node('Cast', [isOf], { to: { int: ONNX_TYPES.float32 } });
    const flat = builder.node('Reshape', [
      input('x'),
      builder.int64([rows, sizeOf(value('x').shape) / rows]),
    ]);
    builder.node(
      'Reshape',
      [builder.node('MatMul', [weights, flat]), builder.int64(result.shape)],
      {},
      output,
    );
  },
  Softmax: lastAxis('Softmax'),
  LogSoftmax: lastAxis('LogSoftmax'),
};
