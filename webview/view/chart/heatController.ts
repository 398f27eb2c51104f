import type { Scale } from 'chart.js';
import { colourAt, inkOn, shareOf } from '../../model/colourScale';
import type { HeatPlot } from '../../model/plot';
import { extentOf, PlotController } from './plotController';

export interface HeatDataset {
  readonly plot: HeatPlot;
  /** Of hatching and crosses. */
  readonly muted: string;
  /** Family, of labels. */
  readonly font: string;
}

/** Space between the lines that hatch a cell of zeros. */
const HATCH = 5;
/** Size of labels, and room that they need around them, in pixels. */
const LABEL = 11;
const ROOM = 3;

/** A coloured rectangle for each value; zeros are hatched, what is not finite is crossed. */
export class HeatController extends PlotController<'heat'> {
  static id = 'heat';

  override getMinMax(scale: Scale): ReturnType<typeof extentOf> {
    return extentOf(this.dataset.plot, scale);
  }

  protected override paint(ctx: CanvasRenderingContext2D, xScale: Scale, yScale: Scale): void {
    const { plot, muted, font } = this.dataset;
    const height = Math.abs(yScale.getPixelForValue(1) - yScale.getPixelForValue(0)) || yScale.height;
    ctx.strokeStyle = muted;
    ctx.lineWidth = 1;
    ctx.font = `${LABEL}px ${font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    for (const { from, to, values } of plot.columns) {
      const left = xScale.getPixelForValue(from);
      // neighbours overlap a little, or the background would shine through between them
      const width = xScale.getPixelForValue(to) - left + 0.5;
      values.forEach((value, row) => {
        if (value === undefined) return;
        const cell = { left, top: yScale.getPixelForValue(row) - height / 2, width, height };
        if (!Number.isFinite(value)) cross(ctx, cell);
        else if (value <= 0 && plot.colours.log) hatch(ctx, cell);
        else {
          const share = shareOf(plot.colours, value);
          ctx.fillStyle = colourAt(share);
          ctx.fillRect(cell.left, cell.top, cell.width, cell.height - 1);
          ctx.fillStyle = inkOn(share);
          if (plot.label !== undefined) write(ctx, cell, plot.label(value));
        }
      });
    }
  }
}

interface Cell {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function write(ctx: CanvasRenderingContext2D, { left, top, width, height }: Cell, text: string): void {
  if (height < LABEL + 2 * ROOM || width < ctx.measureText(text).width + 2 * ROOM) return;
  ctx.fillText(text, left + width / 2, top + height / 2);
}

function hatch(ctx: CanvasRenderingContext2D, { left, top, width, height }: Cell): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height - 1);
  ctx.clip();
  ctx.beginPath();
  // lines of one slope whose starts are the same for every cell, so that they go on from cell to cell
  const first = Math.floor((left - height) / HATCH) * HATCH;
  for (let x = first; x < left + width; x += HATCH) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.globalAlpha = 0.5;
  ctx.stroke();
  ctx.restore();
}

function cross(ctx: CanvasRenderingContext2D, { left, top, width, height }: Cell): void {
  const arm = Math.min(width, height, 9) / 2;
  const [x, y] = [left + width / 2, top + height / 2];
  ctx.beginPath();
  ctx.moveTo(x - arm, y - arm);
  ctx.lineTo(x + arm, y + arm);
  ctx.moveTo(x + arm, y - arm);
  ctx.lineTo(x - arm, y + arm);
  ctx.stroke();
}
