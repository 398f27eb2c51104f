import type { Shape, Style } from '../model/palette';
import { svg } from './h';

/** A short piece of an initializer's line with its point: the key to every chart. */
export function swatch({ colour, dash, shape }: Style): SVGElement {
  return svg(
    'svg',
    { class: 'swatch', viewBox: '0 0 28 12', width: 28, height: 12, 'aria-hidden': 'true' },
    svg('line', {
      x1: 1,
      y1: 6,
      x2: 27,
      y2: 6,
      stroke: colour,
      'stroke-width': 2,
      'stroke-dasharray': dash.length > 0 ? dash.join(' ') : undefined,
    }),
    svg('path', {
      d: PATHS[shape],
      fill: shape === 'ring' ? 'var(--surface)' : colour,
      stroke: colour,
      'stroke-width': 1.75,
    }),
  );
}

export const PATHS: Readonly<Record<Shape, string>> = {
  circle: 'M10.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z',
  ring: 'M10.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z',
  rect: 'M11 3h6v6h-6z',
  rectRot: 'M14 2l4 4l-4 4l-4-4z',
  triangle: 'M14 2l4 7h-8z',
  cross: 'M14 2v8M10 6h8',
  star: 'M14 1.5v9M10.1 3.8l7.8 4.4M10.1 8.2l7.8-4.4',
};
