import type { Fans } from './initializer';

/** Which of a unit's connections a variance is divided by. */
export type FanMode = 'fanIn' | 'fanOut' | 'fanAvg';

export const fanOf = (mode: FanMode, { fanIn, fanOut }: Fans): number =>
  mode === 'fanIn' ? fanIn : mode === 'fanOut' ? fanOut : (fanIn + fanOut) / 2;
