import { Chart } from 'chart.js';
import type { Plot } from '../../model/plot';
import type { ChartTheme } from '../theme';
import type { Dataset, PlotType } from './datasets';
import { datasetsOf } from './datasets';
import { optionsKey, optionsOf } from './options';
import type { OverlaySource } from './overlayPlugin';
import { overlayPlugin } from './overlayPlugin';
import type { StyleOf } from './style';

/** Pixels of the plotting area, and where they lie in data. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  toX(pixel: number): number;
  toY(pixel: number): number;
  toPixel(x: number): number;
}

export interface Drawing {
  update(plot: Plot, theme: ChartTheme, styleOf: StyleOf): void;
  area(): Area | undefined;
  destroy(): void;
}

/** chart.js behind an interface of our own: a plot goes in, pixels come out. */
export function createDrawing(canvas: HTMLCanvasElement): Drawing {
  let chart: Chart<PlotType> | undefined;
  let shown: OverlaySource | undefined;
  let key = '';

  const draw = (source: OverlaySource): void => {
    const { plot, theme, styleOf } = source;
    const nextKey = optionsKey(plot, theme);
    // nothing is still nothing
    if (shown?.plot.empty !== undefined && plot.empty !== undefined && nextKey === key) return;
    shown = source;
    const datasets = datasetsOf(plot, theme, styleOf);
    if (chart === undefined) {
      chart = new Chart(canvas, {
        data: { datasets },
        options: optionsOf(plot, theme),
        plugins: [overlayPlugin(() => shown)],
      });
    } else {
      replaceDatasets(chart, datasets);
      if (nextKey !== key) chart.options = optionsOf(plot, theme);
      chart.update('none');
    }
    key = nextKey;
  };

  // what nobody sees is drawn when it comes into view
  let inView = true;
  let late: (() => void) | undefined;
  const catchUp = (): void => {
    late?.();
    late = undefined;
  };
  const sight = new IntersectionObserver((entries) => {
    inView = entries.at(-1)?.isIntersecting === true;
    if (inView) catchUp();
  });
  sight.observe(canvas);
  addEventListener('beforeprint', catchUp);

  return {
    update(plot, theme, styleOf) {
      late = () => draw({ plot, theme, styleOf });
      if (inView || chart === undefined) catchUp();
    },
    area() {
      const { x, y } = chart?.scales ?? {};
      if (chart === undefined || x === undefined || y === undefined) return undefined;
      const { left, right, top, bottom } = chart.chartArea;
      return {
        left,
        right,
        top,
        bottom,
        toX: (pixel) => x.getValueForPixel(pixel) ?? Number.NaN,
        toY: (pixel) => y.getValueForPixel(pixel) ?? Number.NaN,
        toPixel: (value) => x.getPixelForValue(value),
      };
    },
    destroy() {
      sight.disconnect();
      removeEventListener('beforeprint', catchUp);
      chart?.destroy();
      chart = undefined;
    },
  };
}

/** Into the objects that the chart knows, if they are alike: it makes a controller for each that it does not know. */
function replaceDatasets({ data }: Chart<PlotType>, datasets: readonly Dataset[]): void {
  const known = data.datasets;
  const alike =
    known.length === datasets.length && known.every(({ type }, index) => type === datasets[index]?.type);
  if (alike) known.forEach((dataset, index) => Object.assign(dataset, datasets[index]));
  else data.datasets = [...datasets];
}
