import type { DType } from '../../graph/ir';
import { reducedAxes } from '../../graph/shapes';
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
    const axes = reducedAxes(attributes.axis, x.shape.length);
    const inputs = axes.length === 0 ? [operand] : [operand, builder.int64(axes)];
    const options = axes.length === 0 ? { ...keepdims, noop_with_empty_axes: { int: 1 } } : keepdims;
    if (type === result.dtype) builder.node(op, inputs, options, call.output);
    else castTo(call, builder.node(op, inputs, options), result.dtype, call.output);
  };

const lastAxis =
  (op: string): Lowering =>
  ({ builder, input, value, output }: LoweringCall) =>
    builder.node(op, [input('logits')], { axis: { int: value('logits').shape.length - 1 } }, output);

export const reduction: Readonly<Record<string, Lowering>> = {
  Sum: reduce('ReduceSum'),
  Mean: reduce('ReduceMean', 'float32'),
  Max: reduce('ReduceMax'),
  Min: reduce('ReduceMin'),
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
  Softmax: lastAxis('Softmax'),
  LogSoftmax: lastAxis('LogSoftmax'),
};
