import { poolInfo } from '../../graph/shapes';
import { TO_CHANNELS_FIRST, TO_CHANNELS_LAST, transpose } from './convolution';
import type { Lowering, LoweringCall } from './lowering';

type Geometry = ReturnType<typeof poolInfo>;

const windowOf = (g: Geometry): Record<string, { readonly ints: readonly number[] }> => ({
  kernel_shape: { ints: [g.filterHeight, g.filterWidth] },
  strides: { ints: [g.strideHeight, g.strideWidth] },
  pads: { ints: [g.padInfo.top, g.padInfo.left, g.padInfo.bottom, g.padInfo.right] },
});

const averaged: Lowering = (call) => {
  const g = poolInfo(call.tf, call.value('x').shape, call.attributes);
  const x = transpose(call, call.input('x'), TO_CHANNELS_FIRST);
  transpose(call, call.builder.node('AveragePool', [x], windowOf(g)), TO_CHANNELS_LAST, call.output);
};

/** Maxima, and the flat position of each in NCHW; computed once for a pooling and its gradient. */
const maximaOf = ({ builder }: LoweringCall, x: string, g: Geometry): readonly string[] => {
  const [channelsFirst = ''] = builder.nodes('Transpose', [x], 1, { perm: { ints: TO_CHANNELS_FIRST } });
  return builder.nodes('MaxPool', [channelsFirst], 2, windowOf(g));
};

/** Positions cost time, so that they are computed only where a gradient will ask for them. */
const maximal: Lowering = (call) => {
  const { builder, attributes } = call;
  const g = poolInfo(call.tf, call.value('x').shape, attributes);
  const hasGradient = call
    .readers('x')
    .some((node) => node.kernel === 'MaxPoolGrad' && node.inputs['input'] === call.value('x'));
  const [maxima = ''] = hasGradient
    ? maximaOf(call, call.input('x'), g)
    : [builder.node('MaxPool', [transpose(call, call.input('x'), TO_CHANNELS_FIRST)], windowOf(g))];
  transpose(call, maxima, TO_CHANNELS_LAST, call.output);
};

export const pooling: Readonly<Record<string, Lowering>> = {
  MaxPool: maximal,
  AvgPool: averaged,

  // Each window's dy goes to its (first) maximum: MaxPool's second output holds the flat position in NCHW.
  MaxPoolGrad: (call) => {
    const { builder, result } = call;
    const [n = 1, h = 1, w = 1, c = 1] = result.shape;
    const g = poolInfo(call.tf, result.shape, call.attributes);
    const [, positions = ''] = maximaOf(call, call.input('input'), g);
    const flat = builder.int64([g.outShape.reduce((p, s) => p * s, 1)]);
    const dy = builder.node('Reshape', [transpose(call, call.input('dy'), TO_CHANNELS_FIRST), flat]);
    const zeros = builder.node('Expand', [builder.float(0), builder.int64([n * c * h * w])]);
    const overlapping = g.strideHeight < g.filterHeight || g.strideWidth < g.filterWidth;
    const scattered = builder.node(
      'ScatterElements',
      [zeros, builder.node('Reshape', [positions, flat]), dy],
      overlapping ? { reduction: { text: 'add' } } : {},
    );
    transpose(
      call,
      builder.node('Reshape', [scattered, builder.int64([n, c, h, w])]),
      TO_CHANNELS_LAST,
      call.output,
    );
  },

  // dy spread evenly over its window: a transposed convolution, channel by channel, with a constant kernel. tfjs
  // divides by the whole window, padding included, in the gradient as the forward kernel divides by what it covers.
  AvgPoolGrad: (call) => {
    const { builder, result } = call;
    const [n = 1, h = 1, w = 1, c = 1] = result.shape;
    const g = poolInfo(call.tf, result.shape, call.attributes);
    const { top, left, bottom, right } = g.padInfo;
    const planes = builder.int64([n * c, 1, g.outHeight, g.outWidth]);
    const dy = builder.node('Reshape', [transpose(call, call.input('dy'), TO_CHANNELS_FIRST), planes]);
    const kernel = builder.node('Expand', [
      builder.float(1 / (g.filterHeight * g.filterWidth)),
      builder.int64([1, 1, g.filterHeight, g.filterWidth]),
    ]);
    const rest = [
      h - ((g.outHeight - 1) * g.strideHeight + g.filterHeight - top - bottom),
      w - ((g.outWidth - 1) * g.strideWidth + g.filterWidth - left - right),
    ];
    const dx = builder.node('ConvTranspose', [dy, kernel], {
      ...windowOf(g),
      output_padding: { ints: rest },
    });
    transpose(
      call,
      builder.node('Reshape', [dx, builder.int64([n, c, h, w])]),
      TO_CHANNELS_LAST,
      call.output,
    );
  },
};
