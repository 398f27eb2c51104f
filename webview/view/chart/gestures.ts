import type { Range } from '../../contract';
import type { Plot } from '../../model/plot';
import { brushed, panned, scaled } from '../../model/zoom';
import { h } from '../h';
import type { Area } from './drawing';

export interface GestureTarget {
  readonly plot: () => Plot | undefined;
  readonly area: () => Area | undefined;
  /** The cursor is at x, or nowhere. */
  readonly point: (x: number | undefined) => void;
  readonly pick: (x: number, y: number) => void;
  /** Another part of the x axis is to be shown; all of it when undefined. */
  readonly zoom: (range: Range | undefined) => void;
}

/** Pixels that a pointer may slip in a click. */
const SLIP = 4;
const WHEEL_SPEED = 0.0015;
const KEY_FACTOR = 0.6;
const KEY_PAN = 0.25;

interface Drag {
  readonly from: number;
  /** The part shown when it began, if the drag moves it along. */
  readonly pans: Plot['x'] | undefined;
  moved: boolean;
}

/**
 * Pointer and wheel on a chart: hover reads, click selects, drag zooms into what it spans, Shift+drag moves along,
 * the wheel zooms with Ctrl or ⌘ or once the chart has the focus (else it would catch everyone who scrolls the page),
 * double-click shows all again.
 * @returns the rectangle of the brush, to be laid over the canvas
 */
export function followPointer(canvas: HTMLCanvasElement, target: GestureTarget): HTMLElement {
  const brush = h('div', { class: 'brush', hidden: true });
  let drag: Drag | undefined;

  const clamped = (pixel: number, { left, right }: Area): number => Math.min(Math.max(pixel, left), right);

  canvas.addEventListener('pointerdown', (event) => {
    const plot = target.plot();
    if (event.button !== 0 || plot === undefined || target.area() === undefined) return;
    canvas.setPointerCapture(event.pointerId);
    drag = { from: event.offsetX, pans: event.shiftKey ? plot.x : undefined, moved: false };
  });
  canvas.addEventListener('pointermove', ({ offsetX }) => {
    const area = target.area();
    if (area === undefined) return;
    if (drag === undefined) {
      target.point(area.toX(clamped(offsetX, area)));
      return;
    }
    drag.moved ||= Math.abs(offsetX - drag.from) > SLIP;
    if (!drag.moved) return;
    if (drag.pans !== undefined) {
      target.zoom(panned(drag.pans, (drag.from - offsetX) / (area.right - area.left)));
      return;
    }
    const [start, end] = [clamped(drag.from, area), clamped(offsetX, area)];
    brush.hidden = false;
    brush.style.left = `${Math.min(start, end)}px`;
    brush.style.width = `${Math.abs(end - start)}px`;
    brush.style.top = `${area.top}px`;
    brush.style.height = `${area.bottom - area.top}px`;
  });
  const finish = ({ offsetX, offsetY }: PointerEvent): void => {
    const [area, plot] = [target.area(), target.plot()];
    if (drag !== undefined && area !== undefined && plot !== undefined) {
      if (!drag.moved) target.pick(area.toX(clamped(offsetX, area)), area.toY(offsetY));
      else if (drag.pans === undefined)
        target.zoom(brushed(plot.x, area.toX(clamped(drag.from, area)), area.toX(clamped(offsetX, area))));
    }
    cancel();
  };
  const cancel = (): void => {
    drag = undefined;
    brush.hidden = true;
  };
  canvas.addEventListener('pointerup', finish);
  canvas.addEventListener('pointercancel', cancel);
  canvas.addEventListener('pointerleave', () => {
    if (drag === undefined) target.point(undefined);
  });
  canvas.addEventListener('dblclick', () => target.zoom(undefined));
  canvas.addEventListener(
    'wheel',
    (event) => {
      const [area, plot] = [target.area(), target.plot()];
      const meant = event.ctrlKey || event.metaKey || document.activeElement === canvas;
      if (!meant || area === undefined || plot === undefined) return;
      event.preventDefault();
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      target.zoom(
        sideways
          ? panned(plot.x, event.deltaX / (area.right - area.left))
          : scaled(plot.x, area.toX(clamped(event.offsetX, area)), Math.exp(WHEEL_SPEED * event.deltaY)),
      );
    },
    { passive: false },
  );
  return brush;
}

/** What keys do to the part of the axis that is shown. @param at where the cursor stands, or the middle */
export function zoomByKey(key: string, { x }: Plot, at: number | undefined): Range | undefined | 'nothing' {
  const [low, high] = x.range ?? x.extent;
  const centre = at ?? (low + high) / 2;
  switch (key) {
    case '+':
    case '=':
      return scaled(x, centre, KEY_FACTOR);
    case '-':
      return scaled(x, centre, 1 / KEY_FACTOR);
    case 'PageUp':
      return panned(x, -KEY_PAN);
    case 'PageDown':
      return panned(x, KEY_PAN);
    case '0':
      return undefined;
    default:
      return 'nothing';
  }
}
