import { DatasetController } from 'chart.js';
import type { ChartType, ChartTypeRegistry, Scale } from 'chart.js';
import type { HeatPlot, SignsPlot } from '../../model/plot';

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** All that there is to see of an axis, where both axes of a plot say that. */
export const extentOf = ({ x, y }: Pick<HeatPlot | SignsPlot, 'x' | 'y'>, { axis }: Scale): Bounds => {
  const [min, max] = axis === 'x' ? x.extent : y.extent;
  return { min, max };
};

/** Draws a dataset straight from its plot: chart.js would make an element of every value. */
export abstract class PlotController<Type extends ChartType> extends DatasetController<Type> {
  // chart.js asks for a known element; with no data it makes none
  static defaults = { datasetElementType: false, dataElementType: 'bar' };

  protected get dataset(): ChartTypeRegistry[Type]['datasetOptions'] {
    // chart.js hands on what `datasetsOf` has put in
    return this.getDataset() as unknown as ChartTypeRegistry[Type]['datasetOptions'];
  }

  /** Nothing to prepare: there are no elements. */
  override update(): void {
    return;
  }

  abstract override getMinMax(scale: Scale): Bounds;

  /** What it changes of the context is undone. */
  protected abstract paint(ctx: CanvasRenderingContext2D, xScale: Scale, yScale: Scale): void;

  override draw(): void {
    const { ctx } = this.chart;
    const { xScale, yScale } = this.getMeta();
    if (xScale === undefined || yScale === undefined) return;
    ctx.save();
    this.paint(ctx, xScale, yScale);
    ctx.restore();
  }
}
