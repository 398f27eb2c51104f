import { t } from '../../../src/shared/l10n';
import type { Output, PageState, Range } from '../../contract';
import type { Chart } from '../../model/chart';
import type { Plot } from '../../model/plot';
import { zoomedTo } from '../../model/zoom';
import { h, setAttribute, setLines, setText } from '../h';
import type { ChartTheme } from '../theme';
import { createDrawing } from './drawing';
import { createFigures } from './figures';
import { followPointer, zoomByKey } from './gestures';
import { createChartMenu } from './menu';
import type { StyleOf } from './style';
import { createTooltip } from './tooltip';

export interface CardView {
  readonly chart: Chart;
  readonly theme: ChartTheme;
  readonly styleOf: StyleOf;
}

export interface ChartCard {
  readonly element: HTMLElement;
  update(view: CardView): void;
  /** Shows where the cursor of another chart with this axis stands. */
  showCursor(axis: string, x: number | undefined): void;
  destroy(): void;
}

export interface CardEvents {
  /** The cursor moved on an axis, or left it. */
  readonly cursor: (axis: string, x: number | undefined) => void;
  readonly change: (edit: (state: PageState) => PageState) => void;
  readonly output: (output: Output) => void;
  readonly open: (folder: string) => void;
}

/** Share of the axis by which an arrow key moves the cursor; with shift it goes to the next point. */
const ARROW_STRIDE = 0.01;
const keys = (): string =>
  t(
    'Arrow keys read values, Shift for each point. Enter selects. Plus and minus zoom, Page Up and Down move along, 0 shows all.',
  );

const rowKeys = (): string =>
  t(
    'Left and right read values, up and down change the row. Enter opens the run. Plus and minus zoom, 0 shows all.',
  );

const readingKeys = (): string =>
  t('Left and right read values, up and down change the row. Plus and minus zoom, 0 shows all.');

const keysOf = ({ moveRow, opens }: Plot): string => {
  if (moveRow === undefined) return keys();
  return opens === undefined ? readingKeys() : rowKeys();
};

/** One chart with its title, hint, scale button, cursor, tooltip and notes. */
export function createChartCard(id: string, events: CardEvents): ChartCard {
  const title = h('h2', { id: `${id}-title` });
  const hint = h('p', { class: 'hint' });
  const scale = h('button', { class: 'toggle', type: 'button', title: t('Logarithmic scale') }, t('log'));
  const tableToggle = h(
    'button',
    { class: 'toggle', type: 'button', title: t('Show the figures') },
    t('table'),
  );
  const menu = createChartMenu(() => shown?.view, events.output);
  const canvas = h('canvas', {
    tabindex: 0,
    role: 'application',
    'aria-roledescription': t('chart'),
    'aria-describedby': `${id}-summary`,
  });
  const summary = h('p', { id: `${id}-summary`, class: 'visually-hidden' });
  const cursor = h('div', { class: 'cursor', hidden: true });
  const empty = h('p', { class: 'empty', hidden: true });
  const tooltip = createTooltip();
  const notes = h('ul', { class: 'notes' });
  const drawing = createDrawing(canvas);
  let shown: { readonly view: CardView; readonly plot: Plot } | undefined;
  let cursorX: number | undefined;
  let asTable = false;

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
    else tooltip.show(reading, shown.view.styleOf, pixel, plotElement.clientWidth);
    if (shown !== undefined) events.cursor(shown.plot.x.name, cursorX);
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
  const pick = (x: number, y: number): void => {
    const edit = shown?.plot.pick?.(x, y);
    if (edit !== undefined) events.change(edit);
    const folder = shown?.plot.opens?.(x, y);
    if (folder !== undefined) events.open(folder);
  };
  const moveRow = (direction: -1 | 1): void => {
    const edit = shown?.plot.moveRow?.(direction);
    if (edit !== undefined) events.change(edit);
  };
  const zoom = (range: Range | undefined): void => {
    const axis = shown?.plot.x;
    if (axis !== undefined) events.change((state) => zoomedTo(state, axis, range));
  };

  const brush = followPointer(canvas, {
    plot: () => shown?.plot,
    area: () => drawing.area(),
    point: read,
    pick,
    zoom,
  });
  const leave = (): void => read(undefined);
  canvas.addEventListener('blur', leave);
  canvas.addEventListener('keydown', (event) => {
    const plot = shown?.plot;
    if (plot === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => moveBy(-1, event.shiftKey),
      ArrowRight: () => moveBy(1, event.shiftKey),
      ...(plot.moveRow && { ArrowUp: () => moveRow(-1), ArrowDown: () => moveRow(1) }),
      Home: () => read(plot.move(undefined, 1)),
      End: () => read(plot.move(undefined, -1)),
      Escape: leave,
      Enter: () => {
        if (cursorX !== undefined) pick(cursorX, plot.y.kind === 'category' ? (plot.y.selected ?? 0) : 0);
      },
    };
    const action = actions[event.key];
    const range = action === undefined ? zoomByKey(event.key, plot, cursorX) : 'nothing';
    if (action === undefined && range === 'nothing') return;
    event.preventDefault();
    action?.();
    if (range !== 'nothing') zoom(range);
  });
  scale.addEventListener('click', () => {
    const log = shown?.view.chart.log !== true;
    events.change((state) => ({ ...state, logScale: { ...state.logScale, [id]: log } }));
  });

  tableToggle.addEventListener('click', () => {
    asTable = !asTable;
    if (shown !== undefined) show(shown.view);
  });

  const figures = createFigures(`${id}-title`);
  const plotElement = h('div', { class: 'plot' }, canvas, brush, cursor, tooltip.element, empty);
  const element = h(
    'section',
    { class: 'card', id, 'aria-labelledby': `${id}-title` },
    h(
      'div',
      { class: 'card-head' },
      title,
      hint,
      h('div', { class: 'card-actions' }, scale, tableToggle, menu.element),
    ),
    plotElement,
    figures.element,
    summary,
    notes,
  );
  const show = (view: CardView): void => {
    const { chart, theme, styleOf } = view;
    const plot = chart.plot(Math.max(100, canvas.clientWidth));
    shown = { view, plot };
    setAttribute(element, 'data-kind', plot.kind);
    setText(title, chart.title);
    setText(hint, chart.hint);
    setText(summary, plot.summary);
    setAttribute(canvas, 'aria-label', `${chart.title}. ${keysOf(plot)}`);
    scale.hidden = chart.log === undefined;
    setAttribute(scale, 'aria-pressed', String(chart.log === true));
    setAttribute(tableToggle, 'aria-pressed', String(asTable));
    plotElement.hidden = asTable;
    figures.element.hidden = !asTable;
    if (asTable) figures.update(plot.table());
    empty.hidden = plot.empty === undefined;
    setText(empty, plot.empty ?? '');
    plotElement.classList.toggle('is-empty', plot.empty !== undefined);
    setLines(notes, plot.notes);
    drawing.update(plot, theme, styleOf);
    placeCursor(cursorX);
  };
  return {
    element,
    update: show,
    showCursor(axis, x) {
      if (shown?.plot.x.name === axis && cursorX === undefined) placeCursor(x);
    },
    destroy: () => drawing.destroy(),
  };
}
