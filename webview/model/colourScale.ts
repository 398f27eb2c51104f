import type { ColourAxis } from './plot';

/** Ten of matplotlib's viridis (van der Walt & Smith 2015): even to the eye, also to one that confuses colours. */
const VIRIDIS = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [109, 205, 89],
  [180, 222, 44],
  [253, 231, 37],
] as const;

/** Where a value lies on its scale, from 0 to 1; what lies outside takes the colour of the nearer end. */
export function shareOf({ log, min, max }: ColourAxis, value: number): number {
  const share = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.min(Math.max(share, 0), 1);
}

/** Share at which black and white stand out alike from the colour, at a contrast of 4.5 : 1. */
const MIDDLE = 0.42;

/** What writing on the colour at a share is readable in. */
export const inkOn = (share: number): string => (share < MIDDLE ? '#fff' : '#000');

/** The colour at a share from 0 (dark violet) to 1 (yellow). */
export function colourAt(share: number): string {
  const place = share * (VIRIDIS.length - 1);
  const index = Math.min(Math.floor(place), VIRIDIS.length - 2);
  const [low, high] = [VIRIDIS[index] ?? VIRIDIS[0], VIRIDIS[index + 1] ?? VIRIDIS[0]];
  const part = place - index;
  const mixed = low.map((channel, which) => Math.round(channel + part * ((high[which] ?? 0) - channel)));
  return `rgb(${mixed.join(', ')})`;
}
