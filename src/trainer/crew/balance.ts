/** What is known of a worker. */
export interface Load {
  /** `over`: it takes no more trials. */
  readonly state: 'training' | 'idle' | 'over';
  /** Trials that it has not ended yet. */
  readonly running: number;
  /** It has been asked for a trial, and has not answered yet. */
  readonly asked: boolean;
  /** It has been asked and had none to spare. */
  readonly bare: boolean;
}

/**
 * Which workers to ask for a trial, so that those with nothing left to do take it over, and which of the latter will get
 * none. A worker keeps one trial; who has most is asked first, for one at a time.
 *
 * @param ending no more trials are to be moved
 * @returns places in `loads`
 */
export function balance(
  loads: readonly Load[],
  ending: boolean,
): { readonly ask: readonly number[]; readonly dismiss: readonly number[] } {
  const idle = placesOf(loads, ({ state }) => state === 'idle');
  const asked = placesOf(loads, ({ asked }) => asked);
  const givers = ending ? [] : placesOf(loads, canGive);
  const free = givers
    .filter((place) => !asked.includes(place))
    .sort((a, b) => spareOf(loads[b]) - spareOf(loads[a]));
  // who has been asked may have sent a trial already
  const toCome = Math.max(asked.length, sum(givers.map((place) => spareOf(loads[place]))));
  return {
    ask: free.slice(0, Math.max(0, idle.length - asked.length)),
    dismiss: idle.slice(toCome),
  };
}

const canGive = ({ state, running, bare }: Load): boolean => state === 'training' && !bare && running > 1;
const spareOf = (load: Load | undefined): number => (load ? load.running - 1 : 0);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const placesOf = (loads: readonly Load[], fits: (load: Load) => boolean): readonly number[] =>
  loads.flatMap((load, place) => (fits(load) ? [place] : []));
