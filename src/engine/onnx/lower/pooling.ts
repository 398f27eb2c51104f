import { poolInfo } from '../../graph/shapes';
import { TO_CHANNELS_FIRST, TO_CHANNELS_LAST, transpose } from './convolution';
import type { Lowering } from './lowering';

type Geometry = ReturnType<typeof poolInfo>;

const windowOf = (g: Geometry): Record<string, { readonly ints: readonly number[] }> => ({
  kernel_shape: { ints: [g.filterHeight, g.filterWidth] },
  strides: { ints: [g.strideHeight, g.strideWidth] },
  pads: { ints: [g.padInfo.top, g.padInfo.left, g.padInfo.bottom, g.padInfo.right] },
});

const pool =
  (op: 'MaxPool' | 'AveragePool'): Lowering =>
  (call) => {
    const g = poolInfo(call.tf, call.value('x').shape, call.attributes);
    const y = call.builder.node(op, [transpose(call, call.input('x'), TO_CHANNELS_FIRST)], windowOf(g));
    transpose(call, y, TO_CHANNELS_LAST, call.output);
  };

export const pooling: Readonly<Record<string, Lowering>> = {
  MaxPool: pool('MaxPool'),
  AvgPool: pool('AveragePool'),

  // Each window's dy goes to its (first) maximum: MaxPool's second output holds the flat position in NCHW.
  MaxPoolGrad: (call) => {
    const { builder, result } = call;
    const [n = 1, h = 1, w = 1, c = 1] = result.shape;
    const g = poolInfo(call.tf, result.shape, call.attributes);
    const [, positions = ''] = builder.nodes(
      'MaxPool',
      [transpose(call, call.input('input'), TO_CHANNELS_FIRST)],
      2,
      windowOf(g),
    );
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
