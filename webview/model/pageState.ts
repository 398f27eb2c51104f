import { isIndex } from '../../src/shared/isIndex';
import type { PageState, Range } from '../contract';
import { TAB_IDS } from './tabs';
import { X_AXES } from './xAxis';

export const INITIAL_STATE: PageState = {
  runFolder: '',
  hiddenInitializers: [],
  hiddenSeeds: [],
  layer: undefined,
  smoothing: 0,
  logScale: {},
  xAxis: 'step',
};

/** Highest weight of the moving average that the slider offers. */
export const MAX_SMOOTHING = 0.99;

/** Reads what an earlier page kept, field by field; what does not fit falls back to its initial value. */
export function restoreState(kept: unknown): PageState {
  if (!isRecord(kept)) return INITIAL_STATE;
  const { runFolder, layer, smoothing, xAxis, seedsAs, step, measure, lanes, initializer } = kept;
  const tab = TAB_IDS.find((id) => id === kept['tab']);
  return {
    runFolder: typeof runFolder === 'string' ? runFolder : '',
    hiddenInitializers: listOf(kept['hiddenInitializers'], isString),
    hiddenSeeds: listOf(kept['hiddenSeeds'], isFiniteNumber),
    layer: isString(layer) ? layer : undefined,
    smoothing: isFiniteNumber(smoothing) ? Math.min(Math.max(smoothing, 0), MAX_SMOOTHING) : 0,
    logScale: entriesOf(kept['logScale'], isBoolean),
    xAxis: X_AXES.find((axis) => axis === xAxis) ?? 'step',
    hiddenSplits: listOf(kept['hiddenSplits'], (split) => split === 'train' || split === 'validation'),
    ...(seedsAs === 'mean' || seedsAs === 'each' ? { seedsAs } : {}),
    ...(isFiniteNumber(step) ? { step } : {}),
    ...(tab === undefined ? {} : { tab }),
    ...(isString(measure) ? { measure } : {}),
    ...(isRecord(kept['distribution']) ? { distribution: entriesOf(kept['distribution'], isString) } : {}),
    ...(isRecord(kept['paired']) ? { paired: entriesOf(kept['paired'], isString) } : {}),
    ...(isString(initializer) ? { initializer } : {}),
    ...(isRecord(kept['prediction']) ? { prediction: predictionOf(kept['prediction']) } : {}),
    ...(isRecord(kept['sweep']) ? { sweep: sweepOf(kept['sweep']) } : {}),
    ...(lanes === 'rule' || lanes === 'initializer' ? { lanes } : {}),
    ...(isRecord(kept['zoom']) ? { zoom: entriesOf(kept['zoom'], isRange) } : {}),
  };
}

/** Hides what is shown and shows what is hidden. */
export const toggled = <T>(hidden: readonly T[], item: T): readonly T[] =>
  hidden.includes(item) ? hidden.filter((other) => other !== item) : [...hidden, item];

/** Hides all others; shows all again when `item` is the only one shown. */
export function isolated<T>(all: readonly T[], hidden: readonly T[], item: T): readonly T[] {
  const others = all.filter((other) => other !== item);
  const alone = !hidden.includes(item) && others.every((other) => hidden.includes(other));
  return alone ? [] : others;
}

function predictionOf({
  only,
  from,
  sample,
  shares,
}: Record<string, unknown>): NonNullable<PageState['prediction']> {
  return {
    ...(isString(only) ? { only } : {}),
    ...(isIndex(from) ? { from } : {}),
    ...(isIndex(sample) ? { sample } : {}),
    ...(isBoolean(shares) ? { shares } : {}),
  };
}

function sweepOf({
  figure,
  layer,
  x,
  y,
  row,
  held,
}: Record<string, unknown>): NonNullable<PageState['sweep']> {
  return {
    ...(isString(figure) ? { figure } : {}),
    ...(isString(layer) ? { layer } : {}),
    ...(isString(x) ? { x } : {}),
    ...(isString(y) ? { y } : {}),
    ...(isIndex(row) ? { row } : {}),
    ...(isRecord(held) ? { held: entriesOf(held, isIndex) } : {}),
  };
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isString = (value: unknown): value is string => typeof value === 'string';
const isFiniteNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = <T>(value: unknown, fits: (item: unknown) => item is T): readonly T[] =>
  Array.isArray(value) ? value.filter(fits) : [];

function isRange(value: unknown): value is Range {
  const ends = listOf(value, isFiniteNumber);
  const [low = 0, high = 0] = ends;
  return ends.length === 2 && low < high;
}

const entriesOf = <T>(value: unknown, fits: (item: unknown) => item is T): Readonly<Record<string, T>> =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, T] => fits(entry[1])))
    : {};
