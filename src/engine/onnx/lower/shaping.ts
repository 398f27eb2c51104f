import { need } from '../../graph/ir';
import type { Value } from '../../graph/ir';
import { reducedAxes } from '../../graph/shapes';
import type { Lowering, LoweringCall } from './lowering';
import { castTo } from './elementwise';

/** Gives `name` the shape of the call's result. */
const reshaped = (call: LoweringCall, name: string): string =>
  call.builder.node('Reshape', [name, call.builder.int64(call.result.shape)], {}, call.output);

const filled = ({ builder, result, output }: LoweringCall, value: number): void => {
  const scalar = result.dtype === 'float32' ? builder.float(value) : builder.int32([value], []);
  builder.node('Expand', [scalar, builder.int64(result.shape)], {}, output);
};

const rank = (value: Value): number => value.shape.length;

export const shaping: Readonly<Record<string, Lowering>> = {
  Reshape: (call) => reshaped(call, call.input('x')),
  ExpandDims: (call) => reshaped(call, call.input('input')),
  Transpose: ({ builder, input, output, attributes }) =>
    builder.node('Transpose', [input('x')], { perm: { ints: need(attributes.perm, 'perm') } }, output),
  Tile: ({ builder, input, output, attributes }) =>
    builder.node('Tile', [input('x'), builder.int64(need(attributes.reps, 'reps'))], {}, output),
  BroadcastTo: ({ builder, input, output, result }) =>
    builder.node('Expand', [input('x'), builder.int64(result.shape)], {}, output),
  Slice: ({ builder, input, output, attributes, result }) => {
    const begin = need(attributes.begin, 'begin');
    const end = begin.map((from, axis) => from + (result.shape[axis] ?? 0));
    builder.node('Slice', [input('x'), builder.int64(begin), builder.int64(end)], {}, output);
  },
  PadV2: ({ builder, input, output, attributes }) => {
    const paddings = need(attributes.paddings, 'paddings');
    const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
    builder.node(
      'Pad',
      [input('x'), builder.int64(pads), builder.float(attributes.constantValue ?? 0)],
      {},
      output,
    );
  },
  Concat: ({ builder, list, output, attributes, result }) => {
    const [axis = 0] = reducedAxes(attributes.axis, rank(result));
    builder.node('Concat', list, { axis: { int: axis } }, output);
  },
  Pack: ({ builder, list, output, attributes, result }) => {
    const [axis = 0] = reducedAxes(attributes.axis, rank(result));
    const single = builder.int64(result.shape.map((size, i) => (i === axis ? 1 : size)));
    const parts = list.map((name) => builder.node('Reshape', [name, single]));
    builder.node('Concat', parts, { axis: { int: axis } }, output);
  },
  GatherV2: ({ builder, input, value, output, attributes }) => {
    const [axis = 0] = reducedAxes(attributes.axis ?? 0, rank(value('x')));
    builder.node('Gather', [input('x'), input('indices')], { axis: { int: axis } }, output);
  },
  Fill: (call) => filled(call, call.attributes.value ?? 0),
  OnesLike: (call) => filled(call, 1),
  ZerosLike: (call) => filled(call, 0),
  OneHot: (call) => {
    const { builder, input, value, attributes, result } = call;
    const depth = need(attributes.depth, 'depth');
    const indices = builder.node('Reshape', [
      input('indices'),
      builder.int64([...value('indices').shape, 1]),
    ]);
    const classes = builder.int32(
      Array.from({ length: depth }, (_, i) => i),
      [depth],
    );
    castTo(call, builder.node('Equal', [indices, classes]), result.dtype, call.output);
  },
};
