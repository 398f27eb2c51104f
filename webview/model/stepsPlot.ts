import { statisticOf } from '../../src/runs/statistic';
import { at, firstAtOrAfter, lastAtOrBefore } from './columns';
import { formatCount, formatPercentSpread, formatSpread, formatValue } from './format';
import type { Ceiling } from './outliers';
import { ceilingOf } from './outliers';
import type { Mark, Plot, Reading, Trace } from './plot';
import type { Scene } from './scene';
import { shownInitializers, shownSeeds } from './scene';
import type { PlacedSeries } from './seedMean';
import type { Split } from './seriesStore';
import { formatTick } from './ticks';
import type { Drawn } from './traces';
import { tracesOf } from './traces';
import { positions, X_TITLES } from './xAxis';

/** One quantity drawn over the steps; smoothing applies where it is measured at each minibatch. */
export interface Source {
  readonly name: string;
  readonly split: Split;
  readonly tag: string;
  readonly noisy: boolean;
}

export interface StepsChart {
  readonly sources: readonly Source[];
  readonly yTitle: string;
  readonly log: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Shares of one, written as per cent. */
  readonly percent?: boolean;
  /** May reach any size, so that a linear axis needs a ceiling; the chart offers a log scale too. */
  readonly unbounded?: boolean;
  readonly empty: string;
  /** A value predicted for the start, drawn as a level line behind. */
  readonly predicted?: (initializer: string) => number | undefined;
}

type Format = (mean: number, deviation: number | undefined) => string;

interface Group {
  readonly initializer: string;
  readonly source: Source;
  readonly series: readonly PlacedSeries[];
}

/** @param buckets stretches of the x axis in which at most two points are drawn */
export function stepsPlot(scene: Scene, chart: StepsChart, buckets: number): Plot {
  const { state } = scene;
  const groups = shownInitializers(scene).flatMap((initializer) =>
    chart.sources.map((source) => ({
      initializer,
      source,
      series: placedSeries(scene, initializer, source),
    })),
  );
  const drawn = groups.map((group) =>
    tracesOf(group.initializer, group.series, {
      smoothing: group.source.noisy ? state.smoothing : 0,
      log: chart.log,
      mean: state.seedsAs !== 'each',
      thin: group.source.noisy && chart.sources.length > 1,
      shaped: !group.source.noisy,
      buckets,
    }),
  );
  const traces = [...levelLines(groups, chart), ...drawn.flatMap((one) => one.traces)];
  const ceiling = chart.unbounded === true && !chart.log ? ceilingOf(traces) : undefined;
  const max = ceiling?.max ?? chart.max;
  const hasPoints = groups.some(({ series }) => series.length > 0);
  const format = chart.percent === true ? formatPercentSpread : formatSpread;
  return {
    kind: 'lines',
    x: { kind: 'number', title: X_TITLES[state.xAxis] },
    y: {
      title: chart.yTitle,
      log: chart.log,
      percent: chart.percent === true,
      ...(chart.min === undefined || chart.log ? {} : { min: chart.min }),
      ...(max === undefined || chart.log ? {} : { max }),
    },
    traces,
    marks: groups.flatMap(({ initializer, series }) => series.flatMap((one) => marksOf(initializer, one))),
    notes: [...notesOf(groups, drawn, chart.log), ...(ceiling === undefined ? [] : [ceilingNote(ceiling)])],
    ...(hasPoints ? {} : { empty: chart.empty }),
    summary: summarise(groups, chart, format),
    read: (x) => readAt(scene, groups, chart, format, x),
    move: (x, direction) => move(groups, x, direction),
  };
}

/** From the first to the last x of each initializer's own points. */
const levelLines = (groups: readonly Group[], { predicted, log }: StepsChart): readonly Trace[] =>
  groups.flatMap(({ initializer, series }) => {
    const y = predicted?.(initializer);
    const ends = series.flatMap(({ xs }) => [at(xs, 0), at(xs, xs.length - 1)]).filter(Number.isFinite);
    if (y === undefined || ends.length === 0 || (log && y <= 0)) return [];
    const points = [Math.min(...ends), Math.max(...ends)].map((x) => ({ x, y }));
    return [{ initializer, points, weight: 'predicted', shaped: false }];
  });

function placedSeries(scene: Scene, initializer: string, source: Source): readonly PlacedSeries[] {
  const { manifest, store, state } = scene;
  return shownSeeds(scene).flatMap((seed) => {
    const columns = store.find({ initializer, seed, split: source.split, tag: source.tag });
    if (columns === undefined) return [];
    const start = state.xAxis === 'time' ? store.startOf(initializer, seed) : 0;
    const xs = positions({ kind: state.xAxis, stepsPerEpoch: manifest.stepsPerEpoch }, columns, start);
    return [{ seed, steps: columns.steps, xs, values: columns.values } satisfies PlacedSeries];
  });
}

/** One mark where each run of values that are not finite begins. */
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

function notesOf(groups: readonly Group[], drawn: readonly Drawn[], log: boolean): readonly string[] {
  const notes: string[] = [];
  const points = drawn.reduce((sum, one) => sum + one.drawn, 0);
  const total = drawn.reduce((sum, one) => sum + one.total, 0);
  if (points < total)
    notes.push(`${formatCount(points)} of ${formatCount(total)} points drawn (extremes kept)`);
  const broken = [...new Set(groups.map(({ initializer }) => initializer))].flatMap((initializer) => {
    const own = groups.filter((group) => group.initializer === initializer).flatMap(({ series }) => series);
    const note = brokenNote(own);
    return note === undefined ? [] : [`${initializer} ${note}`];
  });
  if (broken.length > 0) notes.push(`× ${broken.join(' · ')}`);
  const hidden = drawn.reduce((sum, one) => sum + one.notPositive, 0);
  if (log && hidden > 0) {
    const who = new Set(
      groups.filter((_, index) => (drawn[index]?.notPositive ?? 0) > 0).map((group) => group.initializer),
    );
    notes.push(
      `${formatCount(hidden)} ${hidden === 1 ? 'value' : 'values'} ≤ 0 not shown (${[...who].join(' · ')})`,
    );
  }
  return notes;
}

const ceilingNote = ({ above, max, largest, initializers }: Ceiling): string =>
  `${formatCount(above)} drawn ${above === 1 ? 'point lies' : 'points lie'} above ${formatTick(max)}, up to ${formatValue(largest)} (${initializers.join(' · ')}): see log scale`;

/** `NaN from step 20`, `∞ from step 3 (2 of 3 seeds)`. */
function brokenNote(series: readonly PlacedSeries[]): string | undefined {
  const broken = series.flatMap(({ seed, steps, values }) => {
    const first = values.findIndex((value) => !Number.isFinite(value));
    return first < 0 ? [] : [{ seed, step: at(steps, first), value: at(values, first) }];
  });
  const [first] = [...broken].sort((a, b) => a.step - b.step);
  if (first === undefined) return undefined;
  const seeds = new Set(series.map(({ seed }) => seed)).size;
  const hit = new Set(broken.map(({ seed }) => seed)).size;
  const which = hit < seeds ? ` (${hit} of ${seeds} seeds)` : '';
  return `${formatValue(first.value)} from step ${formatCount(first.step)}${which}`;
}

/** Index of the point that stands for position x: the last at or before it. */
const indexAt = ({ xs }: PlacedSeries, x: number): number => lastAtOrBefore(xs, x);

function spreadAt(
  series: readonly PlacedSeries[],
  x: number,
  format: Format,
): { text: string; step: number } | undefined {
  const found = series.flatMap((one) => {
    const index = indexAt(one, x);
    return index < 0 ? [] : [{ value: at(one.values, index), step: at(one.steps, index) }];
  });
  if (found.length === 0) return undefined;
  const { mean, sd, finite, count } = statisticOf(found.map(({ value }) => value));
  const step = Math.max(...found.map((one) => one.step));
  if (finite === 0) return { text: formatValue(found[0]?.value ?? Number.NaN), step };
  const lost = count - finite;
  const text = format(mean, sd);
  return { text: lost > 0 ? `${text} (${lost} not finite)` : text, step };
}

function readAt(
  { manifest, state }: Scene,
  groups: readonly Group[],
  { sources }: StepsChart,
  format: Format,
  x: number,
): Reading | undefined {
  const snapped = nearest(groups, x);
  if (snapped === undefined) return undefined;
  const spreads = sources.map((source) => {
    const of = new Map(
      groups
        .filter((group) => group.source === source)
        .flatMap(({ initializer, series }) => {
          const spread = spreadAt(series, snapped.x, format);
          return spread === undefined ? [] : [[initializer, spread] as const];
        }),
    );
    return { of, usual: Math.max(...[...of.values()].map(({ step }) => step)) };
  });
  const rows = [...new Set(groups.map(({ initializer }) => initializer))].flatMap((initializer) => {
    const cells = spreads.map(({ usual, of }) => {
      const spread = of.get(initializer);
      if (spread === undefined) return '–';
      return spread.step === usual ? spread.text : `${spread.text} at ${formatCount(spread.step)}`;
    });
    return cells.every((cell) => cell === '–') ? [] : [{ initializer, cells }];
  });
  const epoch = snapped.step / manifest.stepsPerEpoch;
  const where = `Step ${formatCount(snapped.step)} · epoch ${epoch.toFixed(2)}`;
  return {
    x: snapped.x,
    heading: state.xAxis === 'time' ? `${snapped.x.toFixed(1)} s · ${where}` : where,
    columns: sources.map(({ name }, index) => {
      const usual = spreads[index]?.usual ?? snapped.step;
      return usual === snapped.step || !Number.isFinite(usual) ? name : `${name}, step ${formatCount(usual)}`;
    }),
    rows,
  };
}

/** The measured position closest to x. */
function nearest(groups: readonly Group[], x: number): { x: number; step: number } | undefined {
  let best: { x: number; step: number } | undefined;
  for (const one of groups.flatMap(({ series }) => series)) {
    const after = firstAtOrAfter(one.xs, x);
    for (const index of [after - 1, after]) {
      const candidate = at(one.xs, index);
      if (Number.isNaN(candidate)) continue;
      if (best === undefined || Math.abs(candidate - x) < Math.abs(best.x - x))
        best = { x: candidate, step: at(one.steps, index) };
    }
  }
  return best;
}

function move(groups: readonly Group[], x: number | undefined, direction: -1 | 1): number | undefined {
  const candidates = groups.flatMap(({ series }) =>
    series.flatMap(({ xs }) => {
      if (x === undefined) return [at(xs, direction > 0 ? 0 : xs.length - 1)];
      const index = direction > 0 ? lastAtOrBefore(xs, x) + 1 : firstAtOrAfter(xs, x) - 1;
      const next = at(xs, index);
      return Number.isNaN(next) ? [] : [next];
    }),
  );
  if (candidates.length === 0) return x;
  return direction > 0 ? Math.min(...candidates) : Math.max(...candidates);
}

function summarise(groups: readonly Group[], { sources, yTitle }: StepsChart, format: Format): string {
  const source = sources.at(-1);
  const latest = groups
    .filter((group) => group.source === source)
    .flatMap(({ initializer, series }) => {
      const spread = spreadAt(series, Number.POSITIVE_INFINITY, format);
      return spread ? [`${initializer} ${spread.text}`] : [];
    });
  return latest.length === 0
    ? `${yTitle}: no values yet.`
    : `${yTitle}, latest ${source?.name.toLowerCase() ?? ''}: ${latest.join(', ')}.`;
}
