import type { PageState, Range } from '../contract';
import type { CategoryAxis, NumberAxis } from './plot';

type Axis = NumberAxis | CategoryAxis;

/** The smallest part of an axis worth looking at: two categories, or this share of all. */
const LEAST_SHARE = 1e-5;

const shownOf = ({ range, extent }: Axis): Range => range ?? extent;

/** The part between two places, in either order. */
export const brushed = (axis: Axis, a: number, b: number): Range =>
  fitted(axis, Math.min(a, b), Math.max(a, b));

/** Keeps what is at `centre` where it is. @param factor below 1 to see more closely */
export function scaled(axis: Axis, centre: number, factor: number): Range {
  const [low, high] = shownOf(axis);
  return fitted(axis, centre - (centre - low) * factor, centre + (high - centre) * factor);
}

/** Moves along, up to the end. @param share of what is shown */
export function panned(axis: Axis, share: number): Range {
  const [low, high] = shownOf(axis);
  const width = high - low;
  const [least, most] = axis.extent;
  const start = Math.min(Math.max(low + share * width, least), most - width);
  return [start, start + width];
}

/** Shows a part of an axis in every chart that has it; all of it when undefined. */
export function zoomedTo(state: PageState, { name, extent }: Axis, range: Range | undefined): PageState {
  const others = Object.fromEntries(Object.entries(state.zoom ?? {}).filter(([axis]) => axis !== name));
  const whole = range === undefined || (range[0] <= extent[0] && range[1] >= extent[1]);
  return { ...state, zoom: whole ? others : { ...others, [name]: range } };
}

function fitted({ kind, extent: [least, most] }: Axis, low: number, high: number): Range {
  if (kind === 'category') {
    const first = Math.max(least, Math.min(Math.round(low), most - 1));
    return [first, Math.min(most, Math.max(Math.round(high), first + 1))];
  }
  const width = Math.max(high - low, LEAST_SHARE * (most - least));
  const middle = (low + high) / 2;
  return [Math.max(least, middle - width / 2), Math.min(most, middle + width / 2)];
}
