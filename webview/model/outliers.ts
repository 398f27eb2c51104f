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
  const values = Float64Array.from(
    traces.flatMap(({ points }) => points.map(({ y }) => y)).filter(Number.isFinite),
  ).sort();
  const usual = values[Math.floor(MOST * (values.length - 1))] ?? 0;
  const largest = values.at(-1) ?? 0;
  if (usual <= 0 || largest <= FAR * usual) return undefined;
  const max = Number((HEADROOM * usual).toPrecision(2));
  const over = traces.filter(({ points }) => points.some(({ y }) => y > max));
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
        const key = { initializer, seed, split: 'train' as const, tag };
        const found = store.find(key)?.values;
        if (found === undefined) return [];
        return [
          store.memo.recall(`largest ${tag} ${seed} ${initializer}`, String(store.versionOf(key)), () =>
            largestOf(found),
          ),
        ];
      });
      return values.length === 0 ? [] : [Math.max(...values)];
    })
    .sort((a, b) => a - b);
  const usual = largest[Math.floor((largest.length - 1) / 2)] ?? 0;
  return (largest.at(-1) ?? 0) > EXTREME * usual;
}

const largestOf = (values: Float32Array): number =>
  values.reduce((most, value) => (Number.isFinite(value) && value > most ? value : most), 0);
