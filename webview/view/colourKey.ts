import { colourAt } from '../model/colourScale';
import { formatLogTick, formatTick } from '../model/ticks';
import type { ColourAxis } from '../model/plot';
import { h, setText, svg } from './h';

export interface ColourKey {
  readonly element: HTMLElement;
  update(axis: ColourAxis): void;
}

const SIZE = { width: 120, height: 10, pieces: 40 } as const;

/** Which colour stands for which value, in a line of text. */
export function createColourKey(): ColourKey {
  const [title, low, high] = [h('span', { class: 'control-name' }), h('span', {}), h('span', {})];
  const piece = SIZE.width / SIZE.pieces;
  const bar = svg(
    'svg',
    { width: SIZE.width, height: SIZE.height, 'aria-hidden': 'true' },
    ...Array.from({ length: SIZE.pieces }, (_, index) =>
      svg('rect', {
        x: index * piece,
        width: piece + 0.5,
        height: SIZE.height,
        fill: colourAt(index / (SIZE.pieces - 1)),
      }),
    ),
  );
  return {
    element: h('div', { class: 'control colour-key' }, title, low, bar, high),
    update({ title: name, log, percent, min, max }) {
      const text = (value: number): string =>
        log ? formatLogTick(Number(value.toPrecision(2))) : formatTick(percent ? 100 * value : value);
      setText(title, name);
      setText(low, text(min));
      setText(high, text(max));
    },
  };
}
