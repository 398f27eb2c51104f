import { Chart } from 'chart.js';
import type { Plot } from '../../model/plot';
import type { ChartTheme } from '../theme';
import type { StyleOf } from './datasets';
import { datasetsOf } from './datasets';
import { marksPlugin } from './marksPlugin';
import { optionsKey, optionsOf } from './options';

/** Pixels of the plotting area, and where they lie in data. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  toX(pixel: number): number;
  toPixel(x: number): number;
}

export interface Drawing {
  update(plot: Plot, theme: ChartTheme, styleOf: StyleOf): void;
  area(): Area | undefined;
  destroy(): void;
}

/** chart.js behind an interface of our own: a plot goes in, pixels come out. */
export function createDrawing(canvas: HTMLCanvasElement): Drawing {
  let chart: Chart | undefined;
  let shown: { plot: Plot; styleOf: StyleOf } | undefined;
  let key = '';
  const plugin = marksPlugin(() => ({
    marks: shown?.plot.marks ?? [],
    styleOf: shown?.styleOf ?? (() => ({ colour: '', dash: [], shape: 'circle', index: 0 })),
  }));

  const draw = (plot: Plot, theme: ChartTheme, styleOf: StyleOf): void => {
    const datasets = datasetsOf(plot, styleOf, theme.background);
    const nextKey = optionsKey(plot, theme);
    if (chart === undefined) {
      chart = new Chart(canvas, {
        data: { datasets },
        options: optionsOf(plot, theme),
        plugins: [plugin],
      });
    } else {
      chart.data.datasets = datasets;
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
      shown = { plot, styleOf };
      late = () => draw(plot, theme, styleOf);
      if (inView || chart === undefined) catchUp();
    },
    area() {
      const x = chart?.scales['x'];
      if (chart === undefined || x === undefined) return undefined;
      const { left, right, top, bottom } = chart.chartArea;
      return {
        left,
        right,
        top,
        bottom,
        toX: (pixel) => x.getValueForPixel(pixel) ?? Number.NaN,
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
