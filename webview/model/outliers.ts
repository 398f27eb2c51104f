import type { Trace } from './plot';

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
