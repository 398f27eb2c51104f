import type { Trace } from './plot';
import type { Scene } from './scene';
import { shownInitializers, shownSeeds } from './scene';

/** A few values this many times above most others would press the rest of a linear chart flat. */
const FAR = 5;
const MOST = 0.9;
const HEADROOM = 1.5;

export interface Ceiling {
  /** Top of the axis. */
  readonly max: number;
  /** Values above it, the largest of them, and whose they are. */
  readonly above: number;
  readonly largest: number;
  readonly initializers: readonly string[];
}

/** Where a linear axis from 0 had better end; undefined when nothing lies far above the rest. */
export function ceilingOf(traces: readonly Trace[]): Ceiling | undefined {
  // plain loops and no copy: this is done with every frame, and most charts have no such values
  let count = 0;
  let largest = 0;
  for (const { points } of traces)
    for (let index = 0; index < points.ys.length; index++) {
      const y = points.ys[index] ?? Number.NaN;
      if (!Number.isFinite(y)) continue;
      count++;
      largest = Math.max(largest, y);
    }
  const place = Math.floor(MOST * (count - 1));
  let usualOnes = 0;
  for (const { points } of traces)
    for (let index = 0; index < points.ys.length; index++) {
      const y = points.ys[index] ?? Number.NaN;
      if (Number.isFinite(y) && largest > FAR * y) usualOnes++;
    }
  if (usualOnes <= place) return undefined;
  const values = Float64Array.from(traces.flatMap(({ points }) => [...points.ys].filter(Number.isFinite)));
  const usual = values.sort()[place] ?? 0;
  if (usual <= 0) return undefined;
  const max = Number((HEADROOM * usual).toPrecision(2));
  const over = traces.filter(({ points }) => points.ys.some((y) => y > max));
  return {
    max,
    above: values.filter((value) => value > max).length,
    largest,
    initializers: [...new Set(over.map(({ initializer }) => initializer))],
  };
}

/** One initializer's largest value this many times above the usual one would hide what the others do. */
const EXTREME = 10;

/**
 * Whether a chart over steps had better begin with a log scale: when the largest training value of any initializer
 * is more than ten times the (lower) median of the initializers' largest values.
 */
export function logServesBetter(scene: Scene, tag: string): boolean {
  const { store } = scene;
  const largest = shownInitializers(scene)
    .flatMap((initializer) => {
      const values = shownSeeds(scene).flatMap((seed) => {
        const pyramid = store.pyramidOf({ initializer, seed, split: 'train', tag });
        return pyramid === undefined ? [] : [pyramid.highest ?? 0];
      });
      return values.length === 0 ? [] : [Math.max(0, ...values)];
    })
    .sort((a, b) => a - b);
  const usual = largest[Math.floor((largest.length - 1) / 2)] ?? 0;
  return (largest.at(-1) ?? 0) > EXTREME * usual;
}
