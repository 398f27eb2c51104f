import type { SeriesKey } from '../contract';
import { at } from './columns';
import type { Mark } from './plot';
import type { Scene } from './scene';
import { shownSeeds } from './scene';
import type { Pyramid } from './pyramid';
import type { PlacedSeries } from './seedMean';
import { SeedMean } from './seedMean';
import type { Split } from './seriesStore';
import { MovingAverage } from './smoothing';
import type { Curve } from './traces';
import { Places } from './xAxis';

/** One quantity drawn over the steps; smoothing applies where it is measured at each minibatch. */
export interface Source {
  readonly name: string;
  readonly split: Split;
  readonly tag: string;
  readonly noisy: boolean;
}

/** A series on the x axis of the scene, and where it stops being finite. */
export interface TrialSeries extends PlacedSeries {
  /** The values with their extremes. */
  readonly pyramid: Pyramid;
  /** Changes whenever the series becomes another than it was with points at its end. */
  readonly origin: string;
  /** One where each run of values that are not finite begins. */
  readonly marks: readonly Mark[];
}

/** All that is drawn of one quantity of one initializer. */
export interface Group {
  readonly initializer: string;
  readonly source: Source;
  readonly series: readonly TrialSeries[];
  readonly curves: readonly Curve[];
}

/** Everything here is remembered, and grows with what comes in. */
export function groupOf(scene: Scene, initializer: string, source: Source): Group {
  const { store, state } = scene;
  const keys = shownSeeds(scene).map((seed) => ({ initializer, seed, ...source }));
  const series = keys.flatMap((key) => trialSeries(scene, key) ?? []);
  const smoothing = source.noisy ? state.smoothing : 0;
  const name = `${source.split} ${source.tag} ${initializer}`;
  /** @param origin of all that the values were made of */
  const curveOf = (of: string, origin: string, xs: Float64Array, values: Pyramid): Curve => {
    if (smoothing <= 0) return { xs, values };
    const average = store.memo.recall(
      `average ${of}`,
      `${origin} ${smoothing}`,
      () => new MovingAverage(smoothing),
    );
    return { xs, values: average.follow(values).smoothed, raw: values };
  };
  const curves = (): readonly Curve[] => {
    if (state.seedsAs === 'each' || series.length < 2)
      return series.map(({ seed, xs, pyramid, origin }) => curveOf(`${name} ${seed}`, origin, xs, pyramid));
    const origin = series.map((one) => `${one.seed} ${one.origin}`).join();
    const mean = store.memo.recall(`mean ${name}`, origin, () => new SeedMean(store.pool)).grow(series);
    const curve = curveOf(name, origin, mean.xs, mean.means);
    return [smoothing > 0 ? curve : { ...curve, band: mean.band }];
  };
  return { initializer, source, series, curves: curves() };
}

function trialSeries(scene: Scene, key: SeriesKey): TrialSeries | undefined {
  const { manifest, store, state } = scene;
  const columns = store.find(key);
  const pyramid = store.pyramidOf(key);
  if (columns === undefined || pyramid === undefined) return undefined;
  const { initializer, seed, split, tag } = key;
  const start = state.xAxis === 'time' ? store.startOf(initializer, seed) : 0;
  const origin = `${store.originOf(key)} ${state.xAxis} ${start}`;
  const axis = { kind: state.xAxis, stepsPerEpoch: manifest.stepsPerEpoch, start };
  const { steps, values, wallTimes } = columns;
  const xs = store.memo
    .recall(`places ${split} ${tag} ${seed} ${initializer}`, origin, () => new Places(axis))
    .of({ steps, wallTimes });
  return { seed, steps, xs, values, pyramid, origin, marks: marksOf(initializer, xs, pyramid) };
}

function marksOf(initializer: string, xs: Float64Array, pyramid: Pyramid): readonly Mark[] {
  const marks: Mark[] = [];
  const { values } = pyramid;
  pyramid.visit(0, values.length, {
    finite: () => undefined,
    broken: (first) => {
      const before = at(values, first - 1);
      if (first === 0 || Number.isFinite(before))
        marks.push({ initializer, x: at(xs, first), y: first === 0 ? undefined : before });
    },
  });
  return marks;
}
