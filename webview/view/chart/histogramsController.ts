import type { Scale } from 'chart.js';
import { colourAt, shareOf } from '../../model/colourScale';
import { RIDGE_HEIGHT } from '../../model/histogramsPlot';
import { withAlpha } from '../../model/palette';
import type { HistogramColumn, HistogramsPlot } from '../../model/plot';
import { PlotController } from './plotController';
import type { StyleOf } from './style';

export interface HistogramsDataset {
  readonly plot: HistogramsPlot;
  readonly styleOf: StyleOf;
  readonly background: string;
}

/** Histograms over time, as colours or as ridges. */
export class HistogramsController extends PlotController<'histograms'> {
  static id = 'histograms';

  override getMinMax({ axis }: Scale): { min: number; max: number } {
    const { x, y } = this.dataset.plot;
    const [min, max] = axis === 'x' ? x.extent : [y.min ?? 0, y.max ?? 1];
    return { min, max };
  }

  protected override paint(ctx: CanvasRenderingContext2D, xScale: Scale, yScale: Scale): void {
    const { plot, styleOf, background } = this.dataset;
    if (plot.look === 'heatmap')
      for (const column of plot.columns) colours(ctx, column, plot, xScale, yScale);
    else {
      const rows = plot.columns.length;
      const height = (RIDGE_HEIGHT * yScale.height) / Math.max(1, rows - 1 + RIDGE_HEIGHT);
      const { colour } = styleOf(plot.initializer);
      for (const column of plot.columns) ridge(ctx, column, { xScale, yScale, height, colour, background });
    }
  }
}

function colours(
  ctx: CanvasRenderingContext2D,
  { from, to, edges, densities }: HistogramColumn,
  { colours: scale }: HistogramsPlot,
  xScale: Scale,
  yScale: Scale,
): void {
  const left = xScale.getPixelForValue(from);
  // neighbours overlap a little, or the background would shine through between them
  const width = xScale.getPixelForValue(to) - left + 0.5;
  densities.forEach((density, bin) => {
    if (density === 0) return;
    const top = yScale.getPixelForValue(edges[bin + 1] ?? Number.NaN);
    const height = yScale.getPixelForValue(edges[bin] ?? Number.NaN) - top;
    ctx.fillStyle = colourAt(shareOf(scale, density));
    // values that are all alike have no height
    ctx.fillRect(left, top, width, Math.max(height, 1) + 1);
  });
}

function ridge(
  ctx: CanvasRenderingContext2D,
  { at, edges, densities }: HistogramColumn,
  {
    xScale,
    yScale,
    height,
    colour,
    background,
  }: {
    readonly xScale: Scale;
    readonly yScale: Scale;
    readonly height: number;
    readonly colour: string;
    readonly background: string;
  },
): void {
  const base = yScale.getPixelForValue(at);
  const place = (value: number | undefined): number => xScale.getPixelForValue(value ?? Number.NaN);
  const ends = [place(edges[0]), place(edges[densities.length])] as const;
  // values that are all alike stand on a line from end to end, or it would not be seen whose they are
  const alike = ends[0] === ends[1];
  const [left, right] = alike ? [xScale.left, xScale.right] : ends;
  ctx.beginPath();
  ctx.moveTo(left, base);
  densities.forEach((density, bin) => {
    const middle = (place(edges[bin]) + place(edges[bin + 1])) / 2;
    if (alike) ctx.lineTo(middle, base);
    ctx.lineTo(middle, base - density * height);
    if (alike) ctx.lineTo(middle, base);
  });
  ctx.lineTo(right, base);
  ctx.closePath();
  // what lies behind is covered, then tinted
  ctx.fillStyle = background;
  ctx.fill();
  ctx.fillStyle = withAlpha(colour, 0.25);
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.stroke();
}
