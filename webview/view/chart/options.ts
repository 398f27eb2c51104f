import type { ChartOptions, Scale } from 'chart.js';
import type { Plot } from '../../model/plot';
import { formatLogTick, formatTick, logTicks, withoutCrowdedEnd } from '../../model/ticks';
import type { Range } from '../../contract';
import type { ChartTheme } from '../theme';
import type { PlotType } from './datasets';
import { COLOUR_BAR_ROOM, hasColours } from './overlayPlugin';

type Options = ChartOptions<PlotType>;
type AxisOptions = NonNullable<ChartOptions<'line'>['scales']>[string];

/** Options of chart.js for a plot; pointer and keyboard are handled by the card, not by chart.js. */
export const optionsOf = (plot: Plot, theme: ChartTheme): Options => ({
  responsive: true,
  maintainAspectRatio: false,
  animation: false,
  parsing: false,
  normalized: true,
  events: [],
  layout: { padding: { top: 8, right: hasColours(plot) ? COLOUR_BAR_ROOM : 10 } },
  scales: { x: xAxis(plot, theme), y: yAxis(plot, theme) },
});

/** Changes when, and only when, `optionsOf` would. */
export const optionsKey = ({ x, y, kind }: Plot, theme: ChartTheme): string =>
  JSON.stringify([kind, x, y, theme]);

/** Room for the points at both ends of a log axis, as a share of its length. */
const LOG_MARGIN = 0.04;

function xAxis(plot: Plot, theme: ChartTheme): AxisOptions {
  const { x, kind } = plot;
  // where values end is no round number, other than where steps do
  const isValue = plot.kind === 'histograms' && plot.look === 'ridges';
  const common = axis(x.title, theme);
  return x.kind === 'category'
    ? {
        ...common,
        type: 'category',
        labels: [...x.categories],
        offset: true,
        stacked: kind === 'bars',
        grid: { ...common.grid, display: false },
        ticks: { ...common.ticks, autoSkip: kind !== 'bars' },
        ...limits(x.range),
      }
    : {
        ...common,
        type: 'linear',
        bounds: isValue ? 'ticks' : 'data',
        ...limits(x.range ?? x.extent),
        ticks: {
          ...common.ticks,
          callback: (value) => formatTick(Number(value)),
          maxTicksLimit: 8,
          includeBounds: !isValue,
        },
        afterBuildTicks: (scale: Scale) => {
          scale.ticks = withoutCrowdedEnd(scale.ticks);
        },
      };
}

/** The part of an axis that is shown. */
const limits = (range: Range | undefined): { min?: number; max?: number } =>
  range === undefined ? {} : { min: range[0], max: range[1] };

function yAxis({ x, y, kind }: Plot, theme: ChartTheme): AxisOptions {
  const common = axis(y.title, theme);
  if (y.kind === 'category')
    return {
      ...common,
      type: 'category',
      labels: [...y.categories],
      offset: true,
      grid: { ...common.grid, display: false },
      // names of layers speak for themselves, values of a parameter do not
      title: { ...common.title, display: x.kind === 'category' },
      // signs stand on the axis too
      ticks: { ...common.ticks, autoSkip: true, padding: kind === 'signs' ? 14 : common.ticks.padding },
    };
  const ticks = {
    ...common.ticks,
    callback: (value: string | number) => formatTick(Number(value) * (y.percent ? 100 : 1)),
  };
  if (!y.log)
    return {
      ...common,
      type: 'linear',
      stacked: kind === 'bars',
      reverse: y.reversed === true,
      ticks: { ...ticks, maxTicksLimit: 7, includeBounds: y.reversed === true || kind !== 'histograms' },
      afterBuildTicks: (scale: Scale) => {
        const { from = -Infinity } = y;
        // a hair below, for ticks are sums of their spacing
        const least = from - 1e-9 * (scale.max - scale.min);
        const ticks = scale.ticks.filter(({ value }) => value >= least);
        // a reversed axis has its ticks from last to first
        scale.ticks =
          y.reversed === true ? withoutCrowdedEnd(ticks.reverse()).reverse() : withoutCrowdedEnd(ticks);
      },
      ...(y.min === undefined ? {} : { min: y.min }),
      ...(y.max === undefined ? { grace: '4%' } : { max: y.max }),
    };
  return {
    ...common,
    type: 'logarithmic',
    ticks: {
      ...common.ticks,
      autoSkip: false,
      callback: (value: string | number) => formatLogTick(Number(value)),
    },
    afterDataLimits: (scale: Scale) => {
      const margin = (scale.max / scale.min) ** LOG_MARGIN;
      scale.min /= margin;
      scale.max *= margin;
    },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = logTicks(scale.min, scale.max).map((value) => ({ value }));
    },
  };
}

const axis = (title: string, theme: ChartTheme) =>
  ({
    title: { display: true, text: title, color: theme.muted, font: { family: theme.font, size: 11 } },
    grid: { color: theme.grid, tickColor: theme.grid, drawTicks: false },
    border: { color: theme.grid },
    ticks: {
      color: theme.muted,
      font: { family: theme.font, size: 11 },
      padding: 6,
      maxRotation: 40,
      autoSkipPadding: 12,
    },
  }) as const;
