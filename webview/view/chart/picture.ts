import { BasicPlatform, Chart } from 'chart.js';
import type { ChartItem, Plugin } from 'chart.js';
import { drawPoint } from 'chart.js/helpers';
import type { Chart as ChartModel } from '../../model/chart';
import type { Plot } from '../../model/plot';
import type { ChartTheme } from '../theme';
import type { PlotType } from './datasets';
import { datasetsOf } from './datasets';
import { optionsOf } from './options';
import { overlayPlugin } from './overlayPlugin';
import type { Ruler } from './ruler';
import type { StyleOf } from './style';
import { SvgContext } from './svgContext';

/** A chart as it is to stand outside of the page: with title and key. */
export interface Picture {
  readonly chart: ChartModel;
  readonly theme: ChartTheme;
  readonly styleOf: StyleOf;
}

const SIZE = { width: 960, height: 560 } as const;
const PNG_SCALE = 2;
const MARGIN = 20;
const TITLE = { size: 18, bottom: 50 } as const;
const KEY = { size: 12, line: 20, gap: 18, swatch: 26 } as const;

/**
 * @param ruler absent = the browser's
 * @returns an SVG document
 */
export function svgOf(picture: Picture, ruler: Ruler = context(document.createElement('canvas'))): string {
  const target = new SvgContext(SIZE.width, SIZE.height, ruler);
  // chart.js draws on whatever has the methods of a context
  const drawn = draw(picture, target.canvas as unknown as ChartItem, ruler, 1);
  const svg = target.toSvg();
  drawn.destroy();
  return svg;
}

/** @throws Error when the browser cannot encode the picture */
export async function pngOf(picture: Picture): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIZE.width, SIZE.height];
  const drawn = draw(picture, canvas, context(document.createElement('canvas')), PNG_SCALE);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  drawn.destroy();
  if (blob === null) throw new Error('The browser could not encode the picture.');
  return new Uint8Array(await blob.arrayBuffer());
}

/** @returns the chart, whose destruction wipes what it has drawn */
function draw(
  { chart, theme, styleOf }: Picture,
  item: ChartItem,
  ruler: Ruler,
  devicePixelRatio: number,
): Chart<PlotType> {
  const plot = chart.plot(SIZE.width);
  const rows = keyRows(plot, theme, ruler);
  const options = optionsOf(plot, theme);
  const padding = (options.layout?.padding ?? {}) as { right?: number };
  return new Chart(item, {
    platform: BasicPlatform,
    data: { datasets: datasetsOf(plot, theme, styleOf) },
    options: {
      ...options,
      responsive: false,
      devicePixelRatio,
      layout: {
        padding: {
          top: MARGIN + TITLE.bottom,
          left: MARGIN,
          right: MARGIN + (padding.right ?? 0),
          bottom: MARGIN / 2 + rows.length * KEY.line,
        },
      },
    },
    plugins: [overlayPlugin(() => ({ plot, theme, styleOf })), captionPlugin(chart, theme, styleOf, rows)],
  });
}

const captionPlugin = (
  { title, hint }: ChartModel,
  theme: ChartTheme,
  styleOf: StyleOf,
  rows: readonly KeyRow[],
): Plugin => ({
  id: 'caption',
  beforeDraw({ ctx }) {
    ctx.save();
    ctx.fillStyle = theme.background;
    ctx.fillRect(0, 0, SIZE.width, SIZE.height);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.fillStyle = theme.foreground;
    ctx.font = `600 ${TITLE.size}px ${theme.font}`;
    ctx.fillText(title, MARGIN, MARGIN + 14);
    ctx.fillStyle = theme.muted;
    ctx.font = `${KEY.size}px ${theme.font}`;
    ctx.fillText(hint, MARGIN, MARGIN + 34);
    rows.forEach((row, index) => {
      const y = SIZE.height - MARGIN / 2 - (rows.length - index - 0.5) * KEY.line;
      for (const { initializer, x } of row) {
        const { colour, dash, shape } = styleOf(initializer);
        ctx.strokeStyle = ctx.fillStyle = colour;
        ctx.lineWidth = 2;
        ctx.setLineDash([...dash]);
        ctx.beginPath();
        ctx.moveTo(x, y);
        ctx.lineTo(x + KEY.swatch, y);
        ctx.stroke();
        ctx.setLineDash([]);
        const pointStyle = shape === 'ring' ? 'circle' : shape;
        drawPoint(ctx, { pointStyle, radius: 3.5, borderWidth: 1.5, rotation: 0 }, x + KEY.swatch / 2, y);
        ctx.fillStyle = theme.foreground;
        ctx.textBaseline = 'middle';
        ctx.fillText(initializer, x + KEY.swatch + 6, y);
      }
    });
    ctx.restore();
  },
});

type KeyRow = readonly { readonly initializer: string; readonly x: number }[];

/** The key to the lines, in as many rows as it takes. */
function keyRows(plot: Plot, theme: ChartTheme, ruler: Ruler): readonly KeyRow[] {
  if (plot.kind !== 'lines') return [];
  ruler.font = `${KEY.size}px ${theme.font}`;
  const rows: { initializer: string; x: number }[][] = [[]];
  let x: number = MARGIN;
  for (const initializer of new Set(plot.traces.map((trace) => trace.initializer))) {
    const width = KEY.swatch + 6 + ruler.measureText(initializer).width;
    if (x + width > SIZE.width - MARGIN && x > MARGIN) {
      rows.push([]);
      x = MARGIN;
    }
    rows.at(-1)?.push({ initializer, x });
    x += width + KEY.gap;
  }
  return rows;
}

function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const found = canvas.getContext('2d');
  if (found === null) throw new Error('The browser has no canvas.');
  return found;
}
