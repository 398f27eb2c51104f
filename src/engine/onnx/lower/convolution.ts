import { convInfo } from '../../graph/shapes';
import type { Lowering, LoweringCall } from './lowering';

/** Axis orders: tfjs keeps channels last, ONNX first; filters are [height, width, in, out] and [out, in, height, width]. */
export const TO_CHANNELS_FIRST = [0, 3, 1, 2];
export const TO_CHANNELS_LAST = [0, 2, 3, 1];
const FILTER_TO_ONNX = [3, 2, 0, 1];

export const transpose = (
  { builder }: LoweringCall,
  name: string,
  perm: readonly number[],
  output?: string,
): string => builder.node('Transpose', [name], { perm: { ints: perm } }, output);

type Geometry = ReturnType<typeof convInfo>;

const pads = ({ padInfo: { top, left, bottom, right } }: Geometry): { readonly ints: readonly number[] } => ({
  ints: [top, left, bottom, right],
});
const strides = (g: Geometry): { readonly ints: readonly number[] } => ({
  ints: [g.strideHeight, g.strideWidth],
});

export const convolution: Readonly<Record<string, Lowering>> = {
  Conv2D: (call) => {
    const g = convInfo(call.tf, call.value('x').shape, call.value('filter').shape, call.attributes);
    const x = transpose(call, call.input('x'), TO_CHANNELS_FIRST);
    const filter = transpose(call, call.input('filter'), FILTER_TO_ONNX);
    const y = call.builder.node('Conv', [x, filter], {
      pads: pads(g),
      strides: strides(g),
      dilations: { ints: [g.dilationHeight, g.dilationWidth] },
    });
    transpose(call, y, TO_CHANNELS_LAST, call.output);
  },

  // The transposed convolution of dy; output_padding makes up for what the stride left over at the bottom and right.
  Conv2DBackpropInput: (call) => {
    const g = convInfo(call.tf, call.result.shape, call.value('filter').shape, call.attributes);
    const dy = transpose(call, call.input('dy'), TO_CHANNELS_FIRST);
    const filter = transpose(call, call.input('filter'), FILTER_TO_ONNX);
    const { top, left, bottom, right } = g.padInfo;
    const rest = [
      g.inHeight - ((g.outHeight - 1) * g.strideHeight + g.filterHeight - top - bottom),
      g.inWidth - ((g.outWidth - 1) * g.strideWidth + g.filterWidth - left - right),
    ];
    const dx = call.builder.node('ConvTranspose', [dy, filter], {
      pads: pads(g),
      strides: strides(g),
      output_padding: { ints: rest },
    });
    transpose(call, dx, TO_CHANNELS_LAST, call.output);
  },

  // dW[a, b, i, o] = Σ_n,h,w x[n, h·s + a − pad, w·s + b − pad, i] · dy[n, h, w, o]: a convolution of x by dy in which
  // samples play the part of input channels and the stride becomes a dilation.
  Conv2DBackpropFilter: (call) => {
    const x = call.value('x');
    const g = convInfo(call.tf, x.shape, call.result.shape, call.attributes);
    const { top, left } = g.padInfo;
    const bottom = (g.outHeight - 1) * g.strideHeight + g.filterHeight - g.inHeight - top;
    const right = (g.outWidth - 1) * g.strideWidth + g.filterWidth - g.inWidth - left;
    const channelsAsBatch = transpose(call, call.input('x'), [3, 0, 1, 2]);
    const cropped =
      bottom < 0 || right < 0
        ? crop(call, channelsAsBatch, g.inHeight + Math.min(bottom, 0), g.inWidth + Math.min(right, 0))
        : channelsAsBatch;
    const kernel = transpose(call, call.input('dy'), [3, 0, 1, 2]);
    const dw = call.builder.node('Conv', [cropped, kernel], {
      pads: { ints: [top, left, Math.max(bottom, 0), Math.max(right, 0)] },
      dilations: strides(g),
    });
    transpose(call, dw, [2, 3, 0, 1], call.output);
  },
};

/** Leaves out the rows and columns that no window reaches. */
const crop = ({ builder }: LoweringCall, name: string, height: number, width: number): string =>
  builder.node('Slice', [name, builder.int64([0, 0]), builder.int64([height, width]), builder.int64([2, 3])]);
