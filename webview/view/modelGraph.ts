import { t } from '../../src/shared/l10n';
import { colourAt, shareOf } from '../model/colourScale';
import type { Flows, GraphNode, ModelGraph } from '../model/modelGraph';
import { h, setAttribute, setText, svg } from './h';
import type { ChartTheme } from './theme';

export interface GraphView {
  readonly graph: ModelGraph;
  readonly flows: Flows;
  /** What the flows are, for those who cannot see them. */
  readonly measure: string;
  readonly selected: string | undefined;
  readonly theme: ChartTheme;
}

export interface ModelGraphView {
  readonly element: HTMLElement;
  update(view: GraphView): void;
  /** The graph as it stands, an SVG document. */
  svgText(): string;
}

/** Pixels. */
const BOX = { width: 300, padding: 12, line: 16, top: 20 } as const;
const GAP = 40;
const INDENT = 26;
const MARGIN = 6;
const SKIP = { first: 18, next: 16, width: 2 } as const;
const FLOW_WIDTH = 9;
const RADIUS = 5;

interface Placed {
  readonly node: GraphNode;
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

interface Drawn {
  readonly key: string;
  readonly boxes: readonly {
    readonly node: GraphNode;
    readonly element: SVGElement;
    readonly frame: SVGElement;
  }[];
  readonly flows: readonly { readonly bar: SVGElement; readonly text: SVGElement }[];
}

/**
 * Boxes from the input down to the loss, the ways past branches beside them, and on each way the value that flows
 * there. One stop for Tab; arrows, Home and End go from layer to layer, Enter selects.
 */
export function createModelGraph(onPick: (layer: string) => void): ModelGraphView {
  const element = h('div', { class: 'model-graph' });
  let drawn: Drawn | undefined;
  let root: SVGElement | undefined;
  let focused: string | undefined;

  const layers = (): readonly { readonly layer: string; readonly element: SVGElement }[] =>
    (drawn?.boxes ?? []).flatMap(({ node: { layer }, element: box }) =>
      layer === undefined ? [] : [{ layer, element: box }],
    );
  const stopAt = (layer: string | undefined): void => {
    const all = layers();
    const stop = all.find((one) => one.layer === layer) ?? all[0];
    focused = stop?.layer;
    for (const one of all) setAttribute(one.element, 'tabindex', one === stop ? 0 : -1);
  };
  element.addEventListener('keydown', (event) => {
    const all = layers();
    const at = all.findIndex(({ layer }) => layer === focused);
    const to: Readonly<Record<string, number>> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: all.length - 1,
    };
    const wanted = to[event.key];
    if (wanted !== undefined) {
      event.preventDefault();
      const next = all[Math.min(Math.max(wanted, 0), all.length - 1)];
      stopAt(next?.layer);
      next?.element.focus();
    } else if ((event.key === 'Enter' || event.key === ' ') && focused !== undefined) {
      event.preventDefault();
      onPick(focused);
    }
  });

  const draw = ({ graph, theme }: GraphView, key: string): void => {
    const placed = place(graph.nodes);
    const last = placed.at(-1);
    const highest = Math.max(0, ...graph.skips.map(({ level }) => level));
    const right = Math.max(...placed.map(({ left }) => left)) + BOX.width;
    const size = {
      width: right + SKIP.first + SKIP.next * highest + MARGIN,
      height: (last === undefined ? 0 : last.top + last.height) + MARGIN,
    };
    const flows = placed.slice(0, -1).map((from, index) => flowOf(from, placed[index + 1] ?? from, theme));
    const boxes = placed.map(({ node, left, top, height }) => {
      const frame = svg('rect', {
        class: 'graph-frame',
        x: left,
        y: top,
        width: BOX.width,
        height,
        rx: RADIUS,
        fill: theme.background,
      });
      const box = svg(
        'g',
        node.layer === undefined ? {} : { class: 'graph-layer', role: 'button', tabindex: -1 },
        frame,
        // spaces part the texts for those who hear them
        ...textsOf(node, left, top, theme).flatMap((text) => [text, ' ']),
      );
      const { layer } = node;
      if (layer !== undefined)
        box.addEventListener('click', () => {
          stopAt(layer);
          onPick(layer);
        });
      return { node, element: box, frame };
    });
    root = svg(
      'svg',
      {
        ...size,
        viewBox: `0 0 ${size.width} ${size.height}`,
        role: 'group',
        'aria-label': t('The network, from input to loss. Arrow keys go from layer to layer, Enter selects.'),
        'font-family': theme.font,
        'font-size': 12,
      },
      svg('rect', { width: size.width, height: size.height, fill: theme.background }),
      ...graph.skips.map(({ from, to, level }) => skipPath(placed[from], placed[to], right, level, theme)),
      ...flows.flatMap(({ bar, text }) => [bar, text]),
      ...boxes.map((box) => box.element),
    );
    element.replaceChildren(root);
    drawn = { key, boxes, flows };
  };

  return {
    element,
    update(view) {
      const { graph, flows, measure, selected, theme } = view;
      const key = JSON.stringify([graph, theme]);
      if (drawn?.key !== key) {
        const hadFocus = element.contains(document.activeElement);
        draw(view, key);
        stopAt(focused ?? selected);
        if (hadFocus)
          layers()
            .find(({ layer }) => layer === focused)
            ?.element.focus();
      }
      drawn?.flows.forEach(({ bar, text }, index) => {
        const flow = flows.values[index];
        const value = flow?.value;
        const isKnown = value !== undefined && Number.isFinite(value);
        setAttribute(bar, 'fill', isKnown ? colourAt(shareOf(flows.colours, value)) : theme.grid);
        setText(text, flow?.text ?? '');
      });
      drawn?.boxes.forEach(({ node, element: box, frame }, index) => {
        const isSelected = node.layer !== undefined && node.layer === selected;
        setAttribute(frame, 'stroke', isSelected ? theme.foreground : theme.muted);
        setAttribute(frame, 'stroke-width', isSelected ? 2.5 : 1);
        setAttribute(frame, 'stroke-opacity', isSelected ? 1 : 0.55);
        if (node.layer === undefined) return;
        const text = flows.values[index]?.text ?? '';
        setAttribute(box, 'aria-pressed', String(isSelected));
        setAttribute(box, 'aria-description', text === '' ? undefined : `${measure} ${text}`);
      });
    },
    svgText: () => (root === undefined ? '' : `${new XMLSerializer().serializeToString(root)}\n`),
  };
}

function place(nodes: readonly GraphNode[]): readonly Placed[] {
  let top = MARGIN;
  return nodes.map((node) => {
    const height = BOX.top + BOX.line * node.lines.length + BOX.padding / 2 + 4;
    const placed = { node, left: MARGIN + INDENT * node.depth, top, height };
    top += height + GAP;
    return placed;
  });
}

const textsOf = (
  { title, lines, marks }: GraphNode,
  left: number,
  top: number,
  theme: ChartTheme,
): readonly SVGElement[] => [
  svg(
    'text',
    { x: left + BOX.padding, y: top + BOX.top, fill: theme.foreground, 'font-weight': 600 },
    fitted(title, 30),
  ),
  ...(marks.length === 0
    ? []
    : [
        svg(
          'text',
          {
            x: left + BOX.width - BOX.padding,
            y: top + BOX.top,
            fill: theme.foreground,
            'text-anchor': 'end',
            'font-size': 11,
            'font-style': 'italic',
          },
          marks.join(', '),
        ),
      ]),
  ...lines.map((line, index) =>
    svg(
      'text',
      {
        x: left + BOX.padding,
        y: top + BOX.top + BOX.line * (index + 1),
        fill: theme.muted,
        'font-size': 11,
      },
      fitted(line, 48),
    ),
  ),
];

/** What does not fit into a box is in the facts beside it. */
const fitted = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** A bar from a box to the next one in the colour of its value, with an arrow's head. */
function flowOf(from: Placed, to: Placed, theme: ChartTheme): Drawn['flows'][number] {
  const x = Math.max(from.left, to.left) + 40;
  const [top, bottom] = [from.top + from.height + 2, to.top - 2];
  const half = FLOW_WIDTH / 2;
  const neck = bottom - 8;
  return {
    bar: svg('path', {
      d: `M${x - half} ${top}H${x + half}V${neck}H${x + half + 5}L${x} ${bottom}L${x - half - 5} ${neck}H${x - half}Z`,
      stroke: theme.muted,
      'stroke-width': 0.75,
    }),
    text: svg('text', { x: x + half + 12, y: (top + bottom) / 2 + 4, fill: theme.foreground }),
  };
}

/** Out of a box to the right, down, and into the residual block's. */
function skipPath(
  from: Placed | undefined,
  to: Placed | undefined,
  right: number,
  level: number,
  theme: ChartTheme,
): SVGElement {
  if (from === undefined || to === undefined) return svg('g', {});
  const [fromX, toX] = [from.left + BOX.width, to.left + BOX.width];
  const [fromY, toY] = [from.top + from.height / 2, to.top + to.height / 2];
  const x = right + SKIP.first + SKIP.next * (level - 1);
  return svg('path', {
    d: `M${fromX} ${fromY}H${x - 8}Q${x} ${fromY} ${x} ${fromY + 8}V${toY - 8}Q${x} ${toY} ${x - 8} ${toY}H${toX + 3}m7 -5l-7 5l7 5`,
    fill: 'none',
    stroke: theme.muted,
    'stroke-width': SKIP.width,
  });
}
