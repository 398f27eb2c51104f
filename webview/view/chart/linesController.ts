import type { Scale } from 'chart.js';
import { drawPoint } from 'chart.js/helpers';
import type { Point } from '../../model/decimation';
import { withAlpha } from '../../model/palette';
import type { Trace } from '../../model/plot';
import { PixelColumns } from './columns';
import { PlotController } from './plotController';
import { OPACITIES, PREDICTED_DASH, WIDTHS } from './style';
import type { StyleOf } from './style';

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
    let [min, max] = [Infinity, -Infinity];
    for (const points of [trace.points, trace.band?.lows ?? [], trace.band?.highs ?? []])
      for (const { x, y } of points) {
        const value = isX ? x : y;
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
    const place = placer(xScale, yScale, this.chart.chartArea.bottom);
    const { left, right } = this.chart.chartArea;
    // a picture in SVG keeps its lines as lines
    const crowded = ctx instanceof CanvasRenderingContext2D && isCrowded(trace.points, right - left, place);
    const columns = (): PixelColumns =>
      new PixelColumns(left - CLIP, right + CLIP, this.chart.currentDevicePixelRatio);
    if (trace.band !== undefined) {
      ctx.fillStyle = withAlpha(colour, BAND_OPACITY);
      if (crowded) fillColumns(ctx, columns(), [trace.band.lows, trace.band.highs], place, 0);
      else fillBand(ctx, trace.band, place);
    }
    ctx.strokeStyle = ctx.fillStyle = withAlpha(colour, OPACITIES[trace.weight]);
    ctx.lineWidth = WIDTHS[trace.weight];
    ctx.lineJoin = 'round';
    if (crowded) fillColumns(ctx, columns(), [trace.points], place, ctx.lineWidth);
    else {
      ctx.setLineDash(trace.weight === 'predicted' ? [...PREDICTED_DASH] : [...dash]);
      strokeLine(ctx, trace.points, place);
      ctx.setLineDash([]);
    }
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colour;
    ctx.fillStyle = shape === 'ring' ? background : colour;
    const stride = trace.points.length <= FEW_POINTS ? 1 : Math.ceil(trace.points.length / SHAPED_POINTS);
    trace.points.forEach((point, which) => {
      if (Number.isNaN(point.y)) return;
      const alone = breaksAt(trace.points[which - 1]) && breaksAt(trace.points[which + 1]);
      const radius = trace.shaped && (which + index) % stride === 0 ? RADIUS : alone ? 2 : 0;
      if (radius === 0) return;
      const { x, y } = place(point);
      const pointStyle = shape === 'ring' ? 'circle' : shape;
      drawPoint(ctx, { pointStyle, radius, borderWidth: 1.5, rotation: 0 }, x, y);
    });
  }
}

type Place = (point: Point) => Point;

/** Pixels of a point. What a log axis has no place for, 0 and below, lies on the bottom edge. */
const placer =
  (xScale: Scale, yScale: Scale, bottom: number): Place =>
  ({ x, y }) => ({
    x: near(xScale.getPixelForValue(x)),
    y: yScale.type === 'logarithmic' && y <= 0 ? bottom : near(yScale.getPixelForValue(y)),
  });

const near = (pixel: number): number => Math.min(Math.max(pixel, -FAR_AWAY), FAR_AWAY);

/** A point between two breaks has no line: it shows as a dot. */
const breaksAt = (point: Point | undefined): boolean => point === undefined || Number.isNaN(point.y);

function strokeLine(ctx: CanvasRenderingContext2D, points: readonly Point[], place: Place): void {
  ctx.beginPath();
  let broken = true;
  for (const point of points) {
    if (Number.isNaN(point.y)) {
      broken = true;
      continue;
    }
    const { x, y } = place(point);
    if (broken) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
    broken = false;
  }
  ctx.stroke();
}

/** Whether a line runs up and down so much that a stroke of it is a surface: dashes and joins cannot be seen. */
function isCrowded(points: readonly Point[], width: number, place: Place): boolean {
  if (points.length < width) return false;
  let travelled = 0;
  let last = Number.NaN;
  for (const point of points) {
    const y = Number.isNaN(point.y) ? Number.NaN : place(point).y;
    if (!Number.isNaN(y) && !Number.isNaN(last)) travelled += Math.abs(y - last);
    last = y;
  }
  return travelled > CROWDED * width;
}

/** Fills what lines cover, and what lies between them, column by column. */
function fillColumns(
  ctx: CanvasRenderingContext2D,
  columns: PixelColumns,
  lines: readonly (readonly Point[])[],
  place: Place,
  width: number,
): void {
  for (const points of lines) {
    let last: Point | undefined;
    for (const point of points) {
      const here = Number.isNaN(point.y) ? undefined : place(point);
      if (here !== undefined) columns.add(here);
      if (here !== undefined && last !== undefined) columns.connect(last, here);
      last = here;
    }
  }
  columns.fill(ctx, width);
}

/** Stretch by stretch between breaks, along the upper edge and back along the lower one. */
function fillBand(
  ctx: CanvasRenderingContext2D,
  { lows, highs }: NonNullable<Trace['band']>,
  place: Place,
): void {
  const [upper, lower] = [stretches(highs), stretches(lows)];
  upper.forEach((stretch, index) => {
    const back = lower[index] ?? [];
    ctx.beginPath();
    [...stretch, ...[...back].reverse()].forEach((point, which) => {
      const { x, y } = place(point);
      if (which === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    });
    ctx.closePath();
    ctx.fill();
  });
}

function stretches(points: readonly Point[]): readonly (readonly Point[])[] {
  const found: Point[][] = [];
  let open: Point[] | undefined;
  for (const point of points) {
    if (Number.isNaN(point.y)) open = undefined;
    else if (open === undefined) found.push((open = [point]));
    else open.push(point);
  }
  return found;
}

function shownRange(options: unknown): { min: number; max: number } | undefined {
  const { min, max, type } = (options ?? {}) as { min?: unknown; max?: unknown; type?: unknown };
  return type === 'linear' && typeof min === 'number' && typeof max === 'number' ? { min, max } : undefined;
}
