import type { ChartDatasetCustomTypesPerDataset } from 'chart.js';
import type { Point } from '../../model/decimation';
import type { Style } from '../../model/palette';
import { withAlpha } from '../../model/palette';
import type { Plot, Trace, Weight } from '../../model/plot';

export type Dataset = ChartDatasetCustomTypesPerDataset<'line' | 'bar', Point[]>;

const WIDTHS: Readonly<Record<Weight, number>> = { raw: 1, thin: 1, smooth: 1.5, thick: 2, predicted: 1.5 };
const OPACITIES: Readonly<Record<Weight, number>> = {
  raw: 0.28,
  thin: 0.75,
  smooth: 0.95,
  thick: 1,
  predicted: 0.8,
};

/** Dots that no initializer's own dashes look like. */
const PREDICTED_DASH = [2, 4];

/** Points of a line that carry its shape: all when they are few, else about this many. */
const SHAPED_POINTS = 12;
const FEW_POINTS = 26;

/** @param index of the initializer, which staggers the shapes so that close lines do not hide each other's */
export type StyleOf = (initializer: string) => Style & { readonly index: number };

/** Datasets of chart.js in drawing order: bands below, thick lines on top. */
export function datasetsOf(plot: Plot, styleOf: StyleOf, background: string): Dataset[] {
  if (plot.kind === 'bars') return plot.traces.map((trace) => bars(trace, styleOf));
  const bands = plot.traces.flatMap((trace) => band(trace, styleOf));
  const order: readonly Weight[] = ['predicted', 'raw', 'thin', 'smooth', 'thick'];
  const lines = order.flatMap((weight) =>
    plot.traces.filter((trace) => trace.weight === weight).map((trace) => line(trace, styleOf, background)),
  );
  return [...bands, ...lines];
}

function line({ initializer, points, weight, shaped }: Trace, styleOf: StyleOf, background: string): Dataset {
  const { colour, dash, shape, index } = styleOf(initializer);
  return {
    type: 'line',
    label: initializer,
    data: [...points],
    borderColor: withAlpha(colour, OPACITIES[weight]),
    borderWidth: WIDTHS[weight],
    borderDash: weight === 'predicted' ? PREDICTED_DASH : [...dash],
    borderJoinStyle: 'round',
    // points and lines on the edge of the area show in full
    clip: 5,
    pointStyle: shape === 'ring' ? 'circle' : shape,
    pointBackgroundColor: shape === 'ring' ? background : colour,
    pointBorderColor: colour,
    pointBorderWidth: 1.5,
    pointRadius: shaped ? radii(points.length, index) : points.map(lonely),
    fill: false,
  };
}

function radii(count: number, index: number): number[] {
  const stride = count <= FEW_POINTS ? 1 : Math.ceil(count / SHAPED_POINTS);
  return Array.from({ length: count }, (_, i) => ((i + index) % stride === 0 ? 3.5 : 0));
}

/** A point between two breaks has no line: it shows as a dot. */
const lonely = (_: Point, index: number, points: readonly Point[]): number =>
  breaksAt(points[index - 1]) && breaksAt(points[index + 1]) ? 2 : 0;

const breaksAt = (point: Point | undefined): boolean => point === undefined || Number.isNaN(point.y);

function band({ initializer, band: edges }: Trace, styleOf: StyleOf): Dataset[] {
  if (edges === undefined) return [];
  const { colour } = styleOf(initializer);
  const edge = (points: readonly Point[], fill: string | false): Dataset => ({
    type: 'line',
    label: initializer,
    data: [...points],
    borderWidth: 0,
    pointRadius: 0,
    backgroundColor: withAlpha(colour, 0.16),
    fill,
  });
  return [edge(edges.lows, '+1'), edge(edges.highs, false)];
}

function bars({ initializer, points }: Trace, styleOf: StyleOf): Dataset {
  const { colour } = styleOf(initializer);
  return {
    type: 'bar',
    label: initializer,
    data: points.filter(({ y }) => Number.isFinite(y)),
    backgroundColor: withAlpha(colour, 0.85),
    borderColor: colour,
    borderWidth: 1,
    // a measured zero shows as a stub; what was not measured shows as nothing
    minBarLength: 2,
    maxBarThickness: 22,
    categoryPercentage: 0.82,
    barPercentage: 0.92,
  };
}
