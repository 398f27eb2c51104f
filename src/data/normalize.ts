import type { Samples } from './dataset';
import type { RawSamples } from './raw';

export type Normalization = 'unit' | 'standardize' | 'none';

/** A channel is a place on the last axis: a colour of a picture, a column of a table. */
type Scaling = Pick<Samples, 'scale' | 'shift'>;

/**
 * What turns stored values into the network's inputs, x · scale + shift, measured on the training samples alone:
 * - `unit`: bytes / 255; other numbers per channel from [minimum, maximum] to [0, 1];
 * - `standardize`: per channel (x − mean) / standard deviation (population);
 * - `none`: as stored.
 *
 * A channel that is constant in training becomes 0 under `standardize` and under `unit` of other numbers.
 *
 * @returns one scale and shift, or one of each per channel
 */
export function scalingOf(train: RawSamples, normalization: Normalization): Scaling {
  switch (normalization) {
    case 'none':
      return { scale: Float32Array.of(1), shift: Float32Array.of(0) };
    case 'unit':
      return train.values instanceof Uint8Array
        ? { scale: Float32Array.of(1 / 255), shift: Float32Array.of(0) }
        : fromRanges(channelRanges(train));
    case 'standardize':
      return fromMoments(channelMoments(train));
  }
}

export interface ChannelMoments {
  readonly mean: number;
  readonly sd: number;
}

/** Mean and population standard deviation of the stored values, per channel, in two passes of doubles. */
export function channelMoments({ values, shape, count }: RawSamples): readonly ChannelMoments[] {
  const channels = shape.at(-1)!;
  const perChannel = (count * shape.reduce((size, axis) => size * axis, 1)) / channels;
  const means = new Float64Array(channels);
  for (let i = 0, c = 0; i < values.length; i++, c = c + 1 === channels ? 0 : c + 1) means[c]! += values[i]!;
  for (let c = 0; c < channels; c++) means[c]! /= perChannel;
  const squares = new Float64Array(channels);
  for (let i = 0, c = 0; i < values.length; i++, c = c + 1 === channels ? 0 : c + 1) {
    const deviation = values[i]! - means[c]!;
    squares[c]! += deviation * deviation;
  }
  return Array.from(means, (mean, c) => ({ mean, sd: Math.sqrt(squares[c]! / perChannel) }));
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function channelRanges({ values, shape }: RawSamples): readonly Range[] {
  const channels = shape.at(-1)!;
  const min = new Float64Array(channels).fill(Infinity);
  const max = new Float64Array(channels).fill(-Infinity);
  for (let i = 0, c = 0; i < values.length; i++, c = c + 1 === channels ? 0 : c + 1) {
    const value = values[i]!;
    if (value < min[c]!) min[c] = value;
    if (value > max[c]!) max[c] = value;
  }
  return Array.from(min, (smallest, c) => ({ min: smallest, max: max[c]! }));
}

const fromRanges = (ranges: readonly Range[]): Scaling =>
  toScaling(ranges.map(({ min, max }) => ({ center: min, spread: max - min })));

const fromMoments = (moments: readonly ChannelMoments[]): Scaling =>
  toScaling(moments.map(({ mean, sd }) => ({ center: mean, spread: sd })));

const toScaling = (channels: readonly { readonly center: number; readonly spread: number }[]): Scaling => ({
  scale: Float32Array.from(channels, ({ spread }) => (spread > 0 ? 1 / spread : 0)),
  shift: Float32Array.from(channels, ({ center, spread }) => (spread > 0 ? -center / spread : 0)),
});
