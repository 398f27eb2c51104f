import type { ChartDataset } from 'chart.js';
import { withAlpha } from '../../model/palette';
import type { BarsPlot, Plot } from '../../model/plot';
import type { ChartTheme } from '../theme';
import type { HistogramsDataset } from './histogramsController';
import type { HeatDataset } from './heatController';
import { CLIP } from './linesController';
import type { LineDataset } from './linesController';
import type { SignsDataset } from './signsController';
import type { StyleOf } from './style';
import { WEIGHT_ORDER } from './style';

declare module 'chart.js' {
  interface ChartTypeRegistry {
    trace: ChartTypeRegistry['line'] & { datasetOptions: LineDataset };
    heat: ChartTypeRegistry['line'] & { datasetOptions: HeatDataset };
    histograms: ChartTypeRegistry['line'] & { datasetOptions: HistogramsDataset };
    signs: ChartTypeRegistry['line'] & { datasetOptions: SignsDataset };
  }
}

/** chart.js' names for what we draw. */
export type PlotType = 'trace' | 'heat' | 'histograms' | 'signs' | 'bar';
export type Dataset = ChartDataset<PlotType>;

/** The same for signs, which are larger and carry a number. */
const SIGN = 24;

/** Datasets of chart.js in drawing order. */
export function datasetsOf(plot: Plot, theme: ChartTheme, styleOf: StyleOf): Dataset[] {
  switch (plot.kind) {
    case 'lines':
      return WEIGHT_ORDER.flatMap((weight) =>
        plot.traces
          .filter((trace) => trace.weight === weight)
          .map((trace): Dataset => ({
            type: 'trace',
            data: [],
            clip: CLIP,
            trace,
            styleOf,
            background: theme.background,
          })),
      );
    case 'heat':
      return [{ type: 'heat', data: [], plot, muted: theme.muted, font: theme.font }];
    case 'histograms':
      return [{ type: 'histograms', data: [], clip: 0, plot, styleOf, background: theme.background }];
    case 'signs':
      return [{ type: 'signs', data: [], clip: SIGN, plot, theme }];
    case 'bars':
      return stacked(plot, theme, styleOf);
  }
}

/** One dataset for each piece, which lie on each other; deeper pieces are stronger in colour. */
function stacked({ bars }: BarsPlot, { background, foreground }: ChartTheme, styleOf: StyleOf): Dataset[] {
  const names = [...new Set(bars.flatMap(({ pieces }) => pieces.map(({ name }) => name)))];
  return names.map((name, depth): Dataset => {
    const opacity = names.length === 1 ? 0.85 : 0.35 + (0.6 * depth) / (names.length - 1);
    const piece = bars.map(({ pieces }) => pieces.find((one) => one.name === name));
    return {
      type: 'bar',
      label: name,
      data: piece.flatMap((one, x) => (one === undefined ? [] : [{ x, y: one.value }])),
      backgroundColor: bars.map(({ initializer }) => withAlpha(styleOf(initializer).colour, opacity)),
      borderColor: piece.map((one) => (one?.selected === true ? foreground : background)),
      borderWidth: piece.map((one) => (one?.selected === true ? 1.5 : 1)),
      maxBarThickness: 64,
      categoryPercentage: 0.72,
    };
  });
}
