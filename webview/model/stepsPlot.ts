import { t } from '../../src/shared/l10n';
import type { Range } from '../contract';
import { at, firstAtOrAfter } from './columns';
import type { Group, Source } from './curves';
import { groupOf } from './curves';
import { formatCount, formatPercentSpread, formatSpread, formatValue } from './format';
import type { Ceiling } from './outliers';
import { ceilingOf } from './outliers';
import type { LinesPlot, Trace } from './plot';
import type { Scene } from './scene';
import { shownInitializers, zoomOf } from './scene';
import type { Format } from './stepsReading';
import { move, nearest, readAt, summarise } from './stepsReading';
import { stepsTable } from './stepsTable';
import { formatTick } from './ticks';
import type { Drawn } from './traces';
import { drawnOf } from './traces';
import { positionOf, xTitle } from './xAxis';

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

/** @param buckets stretches of the x axis in which at most two points are drawn */
export function stepsPlot(scene: Scene, chart: StepsChart, buckets: number): LinesPlot {
  const { state, manifest } = scene;
  const groups = shownInitializers(scene).flatMap((initializer) =>
    chart.sources.map((source) => groupOf(scene, initializer, source)),
  );
  const extent = extentOf(groups);
  const range = zoomOf(state, state.xAxis, extent);
  const drawn = groups.map((group) => drawGroup(group, chart, buckets, range));
  const traces = [...levelLines(groups, chart), ...drawn.flatMap((one) => one.traces)];
  const ceiling = chart.unbounded === true && !chart.log ? ceilingOf(traces) : undefined;
  const max = ceiling?.max ?? chart.max;
  const hasPoints = groups.some(({ series }) => series.length > 0);
  const format: Format = chart.percent === true ? formatPercentSpread : formatSpread;
  return {
    kind: 'lines',
    x: {
      kind: 'number',
      title: xTitle(state.xAxis, manifest),
      name: state.xAxis,
      extent,
      range,
      selected:
        state.step === undefined || state.xAxis === 'time'
          ? undefined
          : positionOf({ kind: state.xAxis, stepsPerEpoch: manifest.stepsPerEpoch }, state.step),
    },
    y: {
      kind: 'value',
      title: chart.yTitle,
      log: chart.log,
      percent: chart.percent === true,
      ...(chart.min === undefined || chart.log ? {} : { min: chart.min }),
      ...(max === undefined || chart.log ? {} : { max }),
    },
    traces,
    marks: groups.flatMap(({ series }) => series.flatMap(({ marks }) => marks)),
    notes: [
      ...notesOf(groups, drawn, chart.log),
      ...(ceiling === undefined ? [] : [ceilingNote(ceiling)]),
      ...zoomNote(range),
    ],
    ...(hasPoints ? {} : { empty: chart.empty }),
    summary: summarise(groups, chart, format),
    read: (x) => readAt(scene, groups, chart.sources, format, x),
    move: (x, direction) => move(groups, x, direction),
    pick: (x) => (picked) => {
      const step = nearest(groups, x)?.step;
      return step === undefined ? picked : { ...picked, step };
    },
    table: () => stepsTable(scene, groups, range),
  };
}

const drawGroup = (
  { initializer, source, curves, series }: Group,
  { sources }: StepsChart,
  buckets: number,
  range: Range | undefined,
): Drawn => {
  const thin = (source.noisy && sources.length > 1) || (curves.length === series.length && curves.length > 1);
  const parts = curves.map((curve) =>
    drawnOf(initializer, curve, { weight: thin ? 'thin' : 'thick', shaped: !source.noisy, buckets, range }),
  );
  return {
    traces: parts.flatMap(({ traces }) => traces),
    drawn: parts.reduce((sum, part) => sum + part.drawn, 0),
    total: parts.reduce((sum, part) => sum + part.total, 0),
  };
};

/** From the first to the last x of each initializer's own points. */
const levelLines = (groups: readonly Group[], { predicted }: StepsChart): readonly Trace[] =>
  groups.flatMap(({ initializer, series }) => {
    const y = predicted?.(initializer);
    const [low, high] = extentOf([{ series }]);
    if (y === undefined || series.length === 0) return [];
    return [
      {
        initializer,
        points: { xs: Float64Array.of(low, high), ys: Float64Array.of(y, y) },
        weight: 'predicted',
        shaped: false,
      },
    ];
  });

/** From the first to the last x; 0 to 1 while there is none. */
function extentOf(groups: readonly Pick<Group, 'series'>[]): Range {
  const all = groups.flatMap(({ series }) => series);
  if (all.length === 0) return [0, 1];
  return [
    Math.min(...all.map(({ xs }) => at(xs, 0))),
    Math.max(...all.map(({ xs }) => at(xs, xs.length - 1))),
  ];
}

function notesOf(groups: readonly Group[], drawn: readonly Drawn[], log: boolean): readonly string[] {
  const notes: string[] = [];
  const points = drawn.reduce((sum, one) => sum + one.drawn, 0);
  const total = drawn.reduce((sum, one) => sum + one.total, 0);
  if (points < total)
    notes.push(t('{0} of {1} points drawn (extremes kept)', formatCount(points), formatCount(total)));
  const broken = [...new Set(groups.map(({ initializer }) => initializer))].flatMap((initializer) => {
    const note = brokenNote(groups.filter((group) => group.initializer === initializer));
    return note === undefined ? [] : [`${initializer} ${note}`];
  });
  if (broken.length > 0) notes.push(`× ${broken.join(' · ')}`);
  const low = log
    ? groups.filter((_, index) =>
        drawn[index]?.traces.some(({ points: line }) => line.ys.some((y) => y <= 0)),
      )
    : [];
  if (low.length > 0)
    notes.push(
      t(
        'Values ≤ 0 lie on the bottom edge ({0})',
        [...new Set(low.map((group) => group.initializer))].join(' · '),
      ),
    );
  return notes;
}

const ceilingNote = ({ above, max, largest, initializers }: Ceiling): string =>
  above === 1
    ? t('1 drawn point lies above {0}, up to {1} ({2}): see log scale', ...where(max, largest, initializers))
    : t(
        '{3} drawn points lie above {0}, up to {1} ({2}): see log scale',
        ...where(max, largest, initializers),
        formatCount(above),
      );

const where = (
  max: number,
  largest: number,
  initializers: readonly string[],
): readonly [string, string, string] => [formatTick(max), formatValue(largest), initializers.join(' · ')];

/** Said wherever a part is taken for the whole. */
export const zoomNote = (range: Range | undefined): readonly string[] =>
  range === undefined ? [] : [t('Zoomed in: double-click or press 0 to see all')];

/** `NaN from step 20`, `∞ from step 3 (2 of 3 seeds)`. */
function brokenNote(groups: readonly Group[]): string | undefined {
  const all = groups.flatMap(({ series }) => series);
  const broken = all.flatMap(({ seed, steps, xs, values, marks: [mark] }) => {
    if (mark === undefined) return [];
    const first = firstAtOrAfter(xs, mark.x);
    return [{ seed, step: at(steps, first), value: at(values, first) }];
  });
  const [first] = [...broken].sort((a, b) => a.step - b.step);
  if (first === undefined) return undefined;
  const seeds = new Set(all.map(({ seed }) => seed)).size;
  const hit = new Set(broken.map(({ seed }) => seed)).size;
  const which = hit < seeds ? ` (${t('{0} of {1} seeds', hit, seeds)})` : '';
  return `${t('{0} from step {1}', formatValue(first.value), formatCount(first.step))}${which}`;
}
