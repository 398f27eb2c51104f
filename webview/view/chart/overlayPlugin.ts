import type { Chart, Plugin, Scale } from 'chart.js';
import { colourAt } from '../../model/colourScale';
import type { ColourAxis, HeatPlot, HistogramsPlot, Mark, Plot } from '../../model/plot';
import { formatLogTick, formatTick, logTicks } from '../../model/ticks';
import type { ChartTheme } from '../theme';
import type { StyleOf } from './style';

export interface OverlaySource {
  readonly plot: Plot;
  readonly theme: ChartTheme;
  readonly styleOf: StyleOf;
}

const ARM = 4.5;
/** Room to the right of the plotting area for the colour scale, and what it holds. */
export const COLOUR_BAR_ROOM = 66;
/** Height of a line of text. */
const LABEL = 16;
const BAR = { gap: 12, width: 12 } as const;

/** Charts whose colours stand for values. */
export const hasColours = (plot: Plot): plot is HeatPlot | HistogramsPlot =>
  plot.kind === 'heat' || (plot.kind === 'histograms' && plot.look === 'heatmap');

/** What lies over the data: the selection, crosses where values stop being finite, and the scale of colours. */
export const overlayPlugin = (source: () => OverlaySource | undefined): Plugin => ({
  id: 'overlay',
  beforeDatasetsDraw(chart) {
    const shown = source();
    if (shown !== undefined && !hasColours(shown.plot)) drawSelection(chart, shown);
  },
  afterDatasetsDraw(chart) {
    const shown = source();
    if (shown === undefined) return;
    const { plot, theme, styleOf } = shown;
    if (plot.kind === 'lines') drawMarks(chart, plot.marks, styleOf);
    if (plot.kind === 'histograms') drawZones(chart, plot, theme);
    if (!hasColours(plot)) return;
    drawSelection(chart, shown);
    drawColourBar(chart, plot.colours, theme);
  },
});

/** A line at the selected step, a band behind the selected layer, a frame around its row. */
function drawSelection(chart: Chart, { plot, theme }: OverlaySource): void {
  const { ctx, chartArea, scales } = chart;
  const { x: xScale, y: yScale } = scales;
  if (xScale === undefined || yScale === undefined) return;
  const { left, right, top, bottom } = chartArea;
  const { selected } = plot.x;
  ctx.save();
  if (plot.kind === 'heat' && plot.x.kind === 'category') {
    drawCell(chart, plot, theme);
    ctx.restore();
    return;
  }
  if (selected !== undefined && plot.x.kind === 'number') {
    const x = xScale.getPixelForValue(selected);
    if (x >= left - 1 && x <= right + 1) {
      ctx.strokeStyle = theme.foreground;
      ctx.lineWidth = plot.kind === 'heat' ? 2 : 1;
      ctx.setLineDash([4, 3]);
      line(ctx, x, top, x, bottom);
    }
  } else if (selected !== undefined) {
    const half = halfStep(xScale, right - left);
    const x = xScale.getPixelForValue(selected);
    ctx.fillStyle = theme.grid;
    ctx.globalAlpha = 0.55;
    const [from, to] = [Math.max(left, x - half), Math.min(right, x + half)];
    if (to > from) ctx.fillRect(from, top, to - from, bottom - top);
  }
  if (plot.kind === 'heat' && plot.y.selected !== undefined) {
    const half = halfStep(yScale, bottom - top);
    const y = yScale.getPixelForValue(plot.y.selected);
    frame(ctx, { left, top: y - half, width: right - left, height: 2 * half - 1 }, theme);
  }
  ctx.restore();
}

/** A frame around the selected cell, or around the row where no cell of it is selected. */
function drawCell({ ctx, chartArea, scales }: Chart, { x, y }: HeatPlot, theme: ChartTheme): void {
  const { x: xScale, y: yScale } = scales;
  if (xScale === undefined || yScale === undefined || y.selected === undefined) return;
  const { left, right, top, bottom } = chartArea;
  const half = halfStep(yScale, bottom - top);
  const middle = yScale.getPixelForValue(y.selected);
  const width = halfStep(xScale, right - left);
  const from = x.selected === undefined ? left : xScale.getPixelForValue(x.selected) - width;
  const to = x.selected === undefined ? right : from + 2 * width;
  if (from < left - 1 || to > right + 1) return;
  frame(ctx, { left: from, top: middle - half, width: to - from, height: 2 * half - 1 }, theme);
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** In two colours, so that it stands out from light and dark cells in every theme. */
function frame(
  ctx: CanvasRenderingContext2D,
  { left, top, width, height }: Frame,
  { foreground, background }: ChartTheme,
): void {
  ctx.setLineDash([]);
  for (const [colour, thickness] of [
    [background, 4.5],
    [foreground, 2],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = thickness;
    ctx.strokeRect(left, top, width, height);
  }
}

/** Dashed ends of the values in which units are silent or saturated, with what they mean. */
function drawZones(
  { ctx, chartArea, scales }: Chart,
  { zones, look }: HistogramsPlot,
  theme: ChartTheme,
): void {
  const scale = look === 'heatmap' ? scales['y'] : scales['x'];
  if (scale === undefined) return;
  const { left, right, top, bottom } = chartArea;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = theme.foreground;
  ctx.font = `11px ${theme.font}`;
  ctx.setLineDash([3, 3]);
  for (const { name, from, to } of zones) {
    const bound = Number.isFinite(from) ? from : to;
    const below = Number.isFinite(to);
    const pixel = scale.getPixelForValue(bound);
    if (look === 'heatmap') {
      if (pixel < top || pixel > bottom) continue;
      line(ctx, left, pixel, right, pixel);
      ctx.textAlign = 'right';
      // inside of the zone, if there is room for it
      const under = below && pixel + LABEL < bottom;
      ctx.textBaseline = under ? 'top' : 'bottom';
      ctx.save();
      ctx.fillStyle = theme.background;
      ctx.globalAlpha = 0.8;
      const width = ctx.measureText(name).width + 8;
      ctx.fillRect(right - width, under ? pixel + 1 : pixel - LABEL - 1, width, LABEL);
      ctx.restore();
      ctx.fillText(name, right - 4, pixel + (under ? 3 : -3));
    } else {
      if (pixel < left || pixel > right) continue;
      line(ctx, pixel, top, pixel, bottom);
      ctx.textAlign = below ? 'right' : 'left';
      ctx.textBaseline = 'top';
      ctx.fillText(name, pixel + (below ? -4 : 4), top + 2);
    }
  }
  ctx.restore();
}

/** Half of the room that a category takes up. */
const halfStep = (scale: Scale, length: number): number =>
  Math.min(Math.abs(scale.getPixelForValue(1) - scale.getPixelForValue(0)) || length, length) / 2;

/** × at the last finite value, or at the top if there never was one. */
function drawMarks({ ctx, chartArea, scales }: Chart, marks: readonly Mark[], styleOf: StyleOf): void {
  const { x: xScale, y: yScale } = scales;
  if (xScale === undefined || yScale === undefined) return;
  const { left, right, top, bottom } = chartArea;
  ctx.save();
  ctx.lineWidth = 2.5;
  for (const mark of marks) {
    const x = xScale.getPixelForValue(mark.x);
    if (x < left - 1 || x > right + 1) continue;
    const log = yScale.type === 'logarithmic';
    const wanted = mark.y === undefined ? top : log && mark.y <= 0 ? bottom : yScale.getPixelForValue(mark.y);
    const y = Math.min(Math.max(wanted, top + ARM), bottom - ARM);
    ctx.strokeStyle = styleOf(mark.initializer).colour;
    line(ctx, x - ARM, y - ARM, x + ARM, y + ARM);
    line(ctx, x + ARM, y - ARM, x - ARM, y + ARM);
  }
  ctx.restore();
}

function drawColourBar({ ctx, chartArea }: Chart, axis: ColourAxis, theme: ChartTheme): void {
  const { top, bottom, right } = chartArea;
  const left = right + BAR.gap;
  const height = bottom - top;
  ctx.save();
  for (let y = 0; y < height; y++) {
    ctx.fillStyle = colourAt(1 - y / height);
    ctx.fillRect(left, top + y, BAR.width, 1.5);
  }
  ctx.fillStyle = theme.muted;
  ctx.font = `11px ${theme.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const ticks = axis.log ? logTicks(axis.min, axis.max) : [axis.min, (axis.min + axis.max) / 2, axis.max];
  for (const tick of ticks) {
    const share = axis.log
      ? Math.log(tick / axis.min) / Math.log(axis.max / axis.min)
      : (tick - axis.min) / (axis.max - axis.min);
    const text = axis.log ? formatLogTick(tick) : formatTick(axis.percent ? 100 * tick : tick);
    ctx.fillText(text, left + BAR.width + 5, bottom - share * height);
  }
  ctx.restore();
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
