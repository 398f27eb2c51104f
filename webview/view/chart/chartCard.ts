import type { ChartText } from '../../model/charts';
import type { Plot } from '../../model/plot';
import { h, setAttribute, setText } from '../h';
import type { ChartTheme } from '../theme';
import type { StyleOf } from './datasets';
import { createDrawing } from './drawing';
import { createTooltip } from './tooltip';

export interface CardView {
  readonly text: ChartText;
  /** State of the scale button; undefined when the chart has no choice. */
  readonly log: boolean | undefined;
  readonly plot: Plot;
  readonly theme: ChartTheme;
  readonly styleOf: StyleOf;
}

export interface ChartCard {
  readonly element: HTMLElement;
  /** Stretches of the x axis worth a point: one per pixel. */
  buckets(): number;
  update(view: CardView): void;
  /** Shows where the cursor of another chart stands. */
  showCursor(x: number | undefined): void;
}

export interface CardEvents {
  /** The cursor moved on a chart over steps, or left it. */
  onCursor(x: number | undefined): void;
  onLogScale(log: boolean): void;
}

/** Share of the axis by which an arrow key moves the cursor; with shift it goes to the next point. */
const ARROW_STRIDE = 0.01;

/** One chart with its title, hint, scale button, cursor, tooltip and notes. */
export function createChartCard(id: string, events: CardEvents): ChartCard {
  const title = h('h2', { id: `${id}-title` });
  const hint = h('p', { class: 'hint' });
  const scale = h('button', { class: 'toggle', type: 'button', title: 'Logarithmic scale' }, 'log');
  const canvas = h('canvas', {
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'chart',
    'aria-describedby': `${id}-summary`,
  });
  const summary = h('p', { id: `${id}-summary`, class: 'visually-hidden' });
  const cursor = h('div', { class: 'cursor', hidden: true });
  const empty = h('p', { class: 'empty', hidden: true });
  const tooltip = createTooltip();
  const notes = h('ul', { class: 'notes' });
  const plotElement = h('div', { class: 'plot' }, canvas, cursor, tooltip.element, empty);
  const drawing = createDrawing(canvas);
  let shown: CardView | undefined;
  let cursorX: number | undefined;

  const placeCursor = (x: number | undefined): number | undefined => {
    const area = drawing.area();
    const pixel = x === undefined ? undefined : area?.toPixel(x);
    const visible =
      area !== undefined && pixel !== undefined && pixel >= area.left - 1 && pixel <= area.right + 1;
    cursor.hidden = !visible;
    if (!visible) return undefined;
    cursor.style.transform = `translateX(${pixel}px)`;
    cursor.style.top = `${area.top}px`;
    cursor.style.height = `${area.bottom - area.top}px`;
    return pixel;
  };
  const read = (x: number | undefined): void => {
    const reading = x === undefined ? undefined : shown?.plot.read(x);
    cursorX = reading?.x;
    const pixel = placeCursor(cursorX);
    if (reading === undefined || shown === undefined || pixel === undefined) tooltip.hide();
    else tooltip.show(reading, shown.styleOf, pixel, plotElement.clientWidth);
    if (shown?.plot.x.kind === 'number') events.onCursor(cursorX);
  };
  const moveBy = (direction: -1 | 1, single: boolean): void => {
    const plot = shown?.plot;
    const area = drawing.area();
    if (plot === undefined || area === undefined) return;
    const next = plot.move(cursorX, direction);
    if (single || plot.x.kind === 'category' || cursorX === undefined) {
      read(next);
      return;
    }
    const far = cursorX + direction * ARROW_STRIDE * (area.toX(area.right) - area.toX(area.left));
    read(next !== undefined && (next - far) * direction > 0 ? next : far);
  };

  canvas.addEventListener('pointermove', ({ offsetX }) => {
    const area = drawing.area();
    if (area !== undefined) read(area.toX(Math.min(Math.max(offsetX, area.left), area.right)));
  });
  const leave = (): void => read(undefined);
  canvas.addEventListener('pointerleave', leave);
  canvas.addEventListener('blur', leave);
  canvas.addEventListener('keydown', (event) => {
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => moveBy(-1, event.shiftKey),
      ArrowRight: () => moveBy(1, event.shiftKey),
      Home: () => read(shown?.plot.move(undefined, 1)),
      End: () => read(shown?.plot.move(undefined, -1)),
      Escape: leave,
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
  scale.addEventListener('click', () => events.onLogScale(shown?.log !== true));

  return {
    element: h(
      'section',
      { class: 'card', id, 'aria-labelledby': `${id}-title` },
      h('div', { class: 'card-head' }, h('div', {}, title, hint), scale),
      plotElement,
      summary,
      notes,
    ),
    buckets: () => Math.max(100, canvas.clientWidth),
    update(view) {
      shown = view;
      const { text, log, plot } = view;
      setText(title, text.title);
      setText(hint, text.hint);
      setText(summary, plot.summary);
      setAttribute(canvas, 'aria-label', `${text.title}. Arrow keys read values.`);
      scale.hidden = log === undefined;
      setAttribute(scale, 'aria-pressed', String(log === true));
      empty.hidden = plot.empty === undefined;
      setText(empty, plot.empty ?? '');
      plotElement.classList.toggle('is-empty', plot.empty !== undefined);
      notes.replaceChildren(...plot.notes.map((note) => h('li', {}, note)));
      drawing.update(plot, view.theme, view.styleOf);
      placeCursor(cursorX);
    },
    showCursor(x) {
      if (shown?.plot.x.kind === 'number' && cursorX === undefined) placeCursor(x);
    },
  };
}
