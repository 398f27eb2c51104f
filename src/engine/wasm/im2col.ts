/** What im2col needs to know of a 2-D convolution in NHWC; tfjs' `Conv2DInfo` is one. */
export interface ConvGeometry {
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
}

/** Weights of one filter: height × width × input channels. */
export const patchSize = (g: ConvGeometry): number => g.filterHeight * g.filterWidth * g.inChannels;

/**
 * Patches of `count` images as the columns of a [patch size, count·outHeight·outWidth] matrix, zeros where a patch
 * hangs over the edge: the transpose of the usual layout, so that the filter's gradient is `columns · dy`.
 *
 * @param images [count, inHeight, inWidth, inChannels]
 */
export const patchesAsColumns = (
  images: Float32Array,
  count: number,
  g: ConvGeometry,
  columns: Float32Array,
): void => {
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = g;
  const step = g.strideWidth * inChannels;
  let to = 0;
  for (let fh = 0; fh < g.filterHeight; fh++)
    for (let fw = 0; fw < g.filterWidth; fw++) {
      const shift = fw * g.dilationWidth - g.padInfo.left;
      const [first, end] = inside(shift, g.strideWidth, inWidth, outWidth);
      for (let channel = 0; channel < inChannels; channel++)
        for (let n = 0; n < count; n++)
          for (let oh = 0; oh < outHeight; oh++, to += outWidth) {
            const ih = oh * g.strideHeight + fh * g.dilationHeight - g.padInfo.top;
            if (ih < 0 || ih >= inHeight) {
              columns.fill(0, to, to + outWidth);
              continue;
            }
            for (let ow = 0; ow < first; ow++) columns[to + ow] = 0;
            let from = ((n * inHeight + ih) * inWidth + first * g.strideWidth + shift) * inChannels + channel;
            for (let ow = first; ow < end; ow++, from += step) columns[to + ow] = images[from]!;
            for (let ow = end; ow < outWidth; ow++) columns[to + ow] = 0;
          }
    }
};

/**
 * Adds each patch, a row of [count·outHeight·outWidth, patch size], back to where im2col took it from.
 *
 * @param images [count, inHeight, inWidth, inChannels], added to
 */
export const addPatches = (
  patches: Float32Array,
  count: number,
  g: ConvGeometry,
  images: Float32Array,
): void => {
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = g;
  let from = 0;
  for (let n = 0; n < count; n++)
    for (let oh = 0; oh < outHeight; oh++)
      for (let ow = 0; ow < outWidth; ow++)
        for (let fh = 0; fh < g.filterHeight; fh++) {
          const ih = oh * g.strideHeight + fh * g.dilationHeight - g.padInfo.top;
          for (let fw = 0; fw < g.filterWidth; fw++, from += inChannels) {
            const iw = ow * g.strideWidth + fw * g.dilationWidth - g.padInfo.left;
            if (ih < 0 || ih >= inHeight || iw < 0 || iw >= inWidth) continue;
            const to = ((n * inHeight + ih) * inWidth + iw) * inChannels;
            for (let c = 0; c < inChannels; c++) images[to + c]! += patches[from + c]!;
          }
        }
};

/** The range of output positions o with 0 ≤ o·stride + shift < size. */
const inside = (
  shift: number,
  stride: number,
  size: number,
  outSize: number,
): readonly [first: number, end: number] => {
  const first = Math.min(outSize, Math.max(0, Math.ceil(-shift / stride)));
  const end = Math.min(outSize, Math.max(first, Math.ceil((size - shift) / stride)));
  return [first, end];
};
