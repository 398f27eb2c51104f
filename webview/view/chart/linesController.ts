import type { Scale } from 'chart.js';
import { drawPoint } from 'chart.js/helpers';
import type { Points } from '../../model/decimation';
import { at } from '../../model/columns';
import { withAlpha } from '../../model/palette';
import type { Trace } from '../../model/plot';
import { PixelColumns } from './pixelColumns';
import { PlotController } from './plotController';
import { OPACITIES, PREDICTED_DASH, WIDTHS } from './style';
import type { StyleOf } from './style';
import { isSvg } from './svgContext';

/** Points of a line that carry its shape: all when they are few, else about this many. */
const SHAPED_POINTS = 12;
const FEW_POINTS = 26;
const RADIUS = 3.5;

const BAND_OPACITY = 0.16;
/** Pixels that a line goes up and down, for each pixel across, from which on it is drawn by columns. */
const CROWDED = 2;
/** Pixels around the plotting area in which points and lines on its edge show in full. */
export const CLIP = 5;

/** Far enough outside of any canvas, and near enough for its arithmetic. */
const FAR_AWAY = 1e5;

export interface LineDataset {
  readonly trace: Trace;
  readonly styleOf: StyleOf;
  readonly background: string;
}

/**
 * Draws one trace straight from its points. chart.js makes an element of every point, which is too slow where a
 * range of 30 lines is dragged along.
 */
export class LinesController extends PlotController<'trace'> {
  static id = 'trace';

  override getMinMax(scale: Scale): { min: number; max: number } {
    const { trace } = this.dataset;
    const isX = scale.axis === 'x';
    const log = scale.type === 'logarithmic';
    const range = shownRange(this.chart.options.scales?.['x']);
    let min = Infinity;
    let max = -Infinity;
    for (const { xs, ys } of [trace.points, ...(trace.band ? [trace.band.lows, trace.band.highs] : [])])
      for (let index = 0; index < xs.length; index++) {
        const x = xs[index] ?? Number.NaN;
        const value = isX ? x : (ys[index] ?? Number.NaN);
        if (!Number.isFinite(value) || (log && value <= 0)) continue;
        if (!isX && range !== undefined && (x < range.min || x > range.max)) continue;
        if (value < min) min = value;
        if (value > max) max = value;
      }
    return { min, max };
  }

  protected override paint(ctx: CanvasRenderingContext2D, xScale: Scale, yScale: Scale): void {
    const { trace, styleOf, background } = this.dataset;
    const { colour, dash, shape, index } = styleOf(trace.initializer);
    const placing = placingOf(xScale, yScale, this.chart.chartArea.bottom);
    const { left, right } = this.chart.chartArea;
    // a picture in SVG keeps its lines as lines
    const crowded = !isSvg(ctx) && isCrowded(trace.points, right - left, placing);
    const columns = (): PixelColumns =>
      new PixelColumns(left - CLIP, right + CLIP, this.chart.currentDevicePixelRatio);
    if (trace.band !== undefined) {
      ctx.strokeStyle = ctx.fillStyle = withAlpha(colour, BAND_OPACITY);
      if (crowded) strokeColumns(ctx, columns(), [trace.band.lows, trace.band.highs], placing, 0);
      else fillBand(ctx, trace.band, placing);
    }
    ctx.strokeStyle = ctx.fillStyle = withAlpha(colour, OPACITIES[trace.weight]);
    ctx.lineWidth = WIDTHS[trace.weight];
    ctx.lineJoin = 'round';
    if (crowded) strokeColumns(ctx, columns(), [trace.points], placing, WIDTHS[trace.weight]);
    else {
      ctx.setLineDash(trace.weight === 'predicted' ? [...PREDICTED_DASH] : [...dash]);
      strokeLine(ctx, trace.points, placing);
      ctx.setLineDash([]);
    }
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colour;
    ctx.fillStyle = shape === 'ring' ? background : colour;
    const { xs, ys } = trace.points;
    const stride = ys.length <= FEW_POINTS ? 1 : Math.ceil(ys.length / SHAPED_POINTS);
    ys.forEach((y, which) => {
      if (Number.isNaN(y)) return;
      // a point between two breaks has no line: it shows as a dot
      const alone = Number.isNaN(at(ys, which - 1)) && Number.isNaN(at(ys, which + 1));
      const radius = trace.shaped && (which + index) % stride === 0 ? RADIUS : alone ? 2 : 0;
      if (radius === 0) return;
      const pointStyle = shape === 'ring' ? 'circle' : shape;
      const options = { pointStyle, radius, borderWidth: 1.5, rotation: 0 };
      drawPoint(ctx, options, placing.x(at(xs, which)), placing.y(y));
    });
  }
}

/** Pixels of values. */
interface Placing {
  x(value: number): number;
  y(value: number): number;
}

/**
 * What a log axis has no place for, 0 and below, lies on the bottom edge. A scale is asked for two pixels, not for that of
 * every point: its general answer takes longer than the drawing.
 */
const placingOf = (xScale: Scale, yScale: Scale, bottom: number): Placing => {
  const x = lineOf(xScale, (value) => value);
  const log = yScale.type === 'logarithmic';
  const y = lineOf(yScale, log ? Math.log10 : (value) => value);
  return {
    x: (value) => near(x.offset + x.slope * value),
    y: log
      ? (value) => (value <= 0 ? bottom : near(y.offset + y.slope * Math.log10(value)))
      : (value) => near(y.offset + y.slope * value),
  };
};

/** Pixels as a line over what the scale is even in. */
function lineOf(scale: Scale, even: (value: number) => number): { offset: number; slope: number } {
  const [low, high] = [even(scale.min), even(scale.max)];
  const start = scale.getPixelForValue(scale.min);
  const slope = low === high ? 0 : (scale.getPixelForValue(scale.max) - start) / (high - low);
  return { offset: start - slope * low, slope };
}

const near = (pixel: number): number => Math.min(Math.max(pixel, -FAR_AWAY), FAR_AWAY);

function strokeLine(ctx: CanvasRenderingContext2D, { xs, ys }: Points, placing: Placing): void {
  ctx.beginPath();
  let broken = true;
  for (let index = 0; index < xs.length; index++) {
    const y = at(ys, index);
    if (Number.isNaN(y)) {
      broken = true;
      continue;
    }
    if (broken) ctx.moveTo(placing.x(at(xs, index)), placing.y(y));
    else ctx.lineTo(placing.x(at(xs, index)), placing.y(y));
    broken = false;
  }
  ctx.stroke();
}

/** Whether a line runs up and down so much that a stroke of it is a surface: dashes and joins cannot be seen. */
function isCrowded({ ys }: Points, width: number, placing: Placing): boolean {
  if (ys.length < width) return false;
  let travelled = 0;
  let last = Number.NaN;
  for (let index = 0; index < ys.length; index++) {
    const value = ys[index] ?? Number.NaN;
    const y = Number.isNaN(value) ? Number.NaN : placing.y(value);
    if (!Number.isNaN(y) && !Number.isNaN(last)) travelled += Math.abs(y - last);
    last = y;
  }
  return travelled > CROWDED * width;
}

/** Draws what lines cover, and what lies between them, column by column. */
function strokeColumns(
  ctx: CanvasRenderingContext2D,
  columns: PixelColumns,
  lines: readonly Points[],
  placing: Placing,
  width: number,
): void {
  for (const { xs, ys } of lines) {
    let lastX = Number.NaN;
    let lastY = Number.NaN;
    for (let index = 0; index < xs.length; index++) {
      const value = ys[index] ?? Number.NaN;
      const x = placing.x(xs[index] ?? Number.NaN);
      const y = Number.isNaN(value) ? Number.NaN : placing.y(value);
      if (!Number.isNaN(y)) columns.add(x, y);
      if (!Number.isNaN(y) && !Number.isNaN(lastY)) columns.connect(lastX, lastY, x, y);
      lastX = x;
      lastY = y;
    }
  }
  columns.stroke(ctx, width);
}

/** Stretch by stretch between breaks, along the upper edge and back along the lower one. */
function fillBand(
  ctx: CanvasRenderingContext2D,
  { lows, highs }: NonNullable<Trace['band']>,
  placing: Placing,
): void {
  const [upper, lower] = [unbroken(highs), unbroken(lows)];
  upper.forEach(([from, to], which) => {
    const [first, last] = lower[which] ?? [0, 0];
    ctx.beginPath();
    ctx.moveTo(placing.x(at(highs.xs, from)), placing.y(at(highs.ys, from)));
    for (let index = from + 1; index < to; index++)
      ctx.lineTo(placing.x(at(highs.xs, index)), placing.y(at(highs.ys, index)));
    for (let index = last - 1; index >= first; index--)
      ctx.lineTo(placing.x(at(lows.xs, index)), placing.y(at(lows.ys, index)));
    ctx.closePath();
    ctx.fill();
  });
}

/** Parts between breaks: index of the first point and of that behind the last. */
function unbroken({ ys }: Points): readonly (readonly [from: number, to: number])[] {
  const found: [from: number, to: number][] = [];
  ys.forEach((y, index) => {
    const open = found.at(-1);
    if (Number.isNaN(y)) return;
    if (open?.[1] === index) open[1] = index + 1;
    else found.push([index, index + 1]);
  });
  return found;
}

function shownRange(options: unknown): { min: number; max: number } | undefined {
  const { min, max, type } = (options ?? {}) as { min?: unknown; max?: unknown; type?: unknown };
  return type === 'linear' && typeof min === 'number' && typeof max === 'number' ? { min, max } : undefined;
}
