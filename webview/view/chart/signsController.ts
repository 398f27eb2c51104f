import type { Scale } from 'chart.js';
import { drawPoint } from 'chart.js/helpers';
import type { SignsPlot } from '../../model/plot';
import { SEVERITY_SHAPES } from '../severitySign';
import type { ChartTheme } from '../theme';
import { extentOf, PlotController } from './plotController';

export interface SignsDataset {
  readonly plot: SignsPlot;
  readonly theme: ChartTheme;
}

const RADIUS = 6;
/** Space between a sign and its count. */
const GAP = 4;

/** Signs in lanes; beside a sign that stands for several, how many. */
export class SignsController extends PlotController<'signs'> {
  static id = 'signs';

  override getMinMax(scale: Scale): ReturnType<typeof extentOf> {
    return extentOf(this.dataset.plot, scale);
  }

  protected override paint(ctx: CanvasRenderingContext2D, xScale: Scale, yScale: Scale): void {
    const { plot, theme } = this.dataset;
    ctx.lineWidth = 1;
    ctx.strokeStyle = theme.grid;
    ctx.beginPath();
    for (const lane of plot.y.categories.keys()) {
      const y = Math.round(yScale.getPixelForValue(lane)) + 0.5;
      ctx.moveTo(xScale.left, y);
      ctx.lineTo(xScale.right, y);
    }
    ctx.stroke();
    ctx.font = `11px ${theme.font}`;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    for (const { x, lane, severity, count } of plot.signs) {
      const [left, top] = [xScale.getPixelForValue(x), yScale.getPixelForValue(lane)];
      ctx.fillStyle = theme.severities[severity];
      ctx.strokeStyle = theme.background;
      const pointStyle = SEVERITY_SHAPES[severity];
      drawPoint(ctx, { pointStyle, radius: RADIUS, borderWidth: 1, rotation: 0 }, left, top);
      if (count === 1) continue;
      ctx.fillStyle = theme.foreground;
      ctx.fillText(String(count), left + RADIUS + GAP, top - RADIUS);
    }
  }
}
