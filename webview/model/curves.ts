import type { SeriesKey } from '../contract';
import { at } from './columns';
import type { Mark } from './plot';
import type { Scene } from './scene';
import { shownSeeds } from './scene';
import type { PlacedSeries, SeedMean } from './seedMean';
import { meanOverSeeds } from './seedMean';
import type { Split } from './seriesStore';
import { smooth } from './smoothing';
import type { Curve } from './traces';
import { positions } from './xAxis';

/** One quantity drawn over the steps; smoothing applies where it is measured at each minibatch. */
export interface Source {
  readonly name: string;
  readonly split: Split;
  readonly tag: string;
  readonly noisy: boolean;
}

/** A series on the x axis of the scene, and where it stops being finite. */
export interface TrialSeries extends PlacedSeries {
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

/** Everything here is remembered until a point comes in, for it goes over all of them. */
export function groupOf(scene: Scene, initializer: string, source: Source): Group {
  const { store, state } = scene;
  const keys = shownSeeds(scene).map((seed) => ({ initializer, seed, ...source }));
  const series = keys.flatMap((key) => trialSeries(scene, key) ?? []);
  const smoothing = source.noisy ? state.smoothing : 0;
  const version = [...keys.map((key) => `${key.seed} ${store.versionOf(key)}`), state.xAxis].join();
  const name = `${source.split} ${source.tag} ${initializer}`;
  const curves = store.memo.recall(
    `curves ${name}`,
    [version, smoothing, state.seedsAs ?? 'mean'].join(),
    (): readonly Curve[] => {
      if (state.seedsAs === 'each' || series.length < 2)
        return series.map(({ xs, values }) => curveOf(xs, values, smoothing));
      const mean = store.memo.recall(`mean ${name}`, version, (): SeedMean => meanOverSeeds(series));
      const curve = curveOf(mean.xs, mean.means, smoothing);
      return [smoothing > 0 ? curve : { ...curve, band: mean.band }];
    },
  );
  return { initializer, source, series, curves };
}

const curveOf = (xs: Float64Array, values: Float32Array, smoothing: number): Curve =>
  smoothing > 0 ? { xs, values: smooth(values, smoothing), raw: values } : { xs, values };

function trialSeries(scene: Scene, key: SeriesKey): TrialSeries | undefined {
  const { manifest, store, state } = scene;
  const columns = store.find(key);
  if (columns === undefined) return undefined;
  const { initializer, seed, split, tag } = key;
  const version = `${store.versionOf(key)} ${state.xAxis}`;
  return store.memo.recall(`placed ${split} ${tag} ${seed} ${initializer}`, version, () => {
    const start = state.xAxis === 'time' ? store.startOf(initializer, seed) : 0;
    const xs = positions({ kind: state.xAxis, stepsPerEpoch: manifest.stepsPerEpoch }, columns, start);
    const placed = { seed, steps: columns.steps, xs, values: columns.values };
    return { ...placed, marks: marksOf(initializer, placed) };
  });
}

function marksOf(initializer: string, { xs, values }: PlacedSeries): readonly Mark[] {
  const marks: Mark[] = [];
  let last: number | undefined;
  let broken = false;
  values.forEach((value, index) => {
    if (Number.isFinite(value)) {
      last = value;
      broken = false;
    } else if (!broken) {
      marks.push({ initializer, x: at(xs, index), y: last });
      broken = true;
    }
  });
  return marks;
}
