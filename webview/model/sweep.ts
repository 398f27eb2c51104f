import type { SweepAxis } from '../../src/experiment/sweep/sweep';
import type { InitializerFacts, PointFacts, SweepFacts } from '../../src/runs/sweep/facts';
import { headlineOf } from '../../src/runs/verdict';
import { t } from '../../src/shared/l10n';
import type { PageState } from '../contract';
import { formatPercent, formatValue } from './format';
import type { Scene } from './scene';

/** What the cells of a sweep's heatmaps can show. */
export interface SweepFigure {
  readonly id: string;
  readonly title: string;
  readonly percent: boolean;
  /** Of a layer. */
  readonly layered?: true;
}

const FIGURES: readonly SweepFigure[] = [
  {
    id: 'accuracy',
    get title() {
      return t('Final accuracy');
    },
    percent: true,
  },
  {
    id: 'loss',
    get title() {
      return t('Final loss');
    },
    percent: false,
  },
  {
    id: 'variance',
    get title() {
      return t('Variance at step 0');
    },
    percent: false,
    layered: true,
  },
];

/** Not a figure of its own: all of them, one below the other. */
export const ALL_FIGURES = 'all';

/** Not a layer's name: the last but one that is measured, whichever that is at a point. */
export const LAST_HIDDEN = '';

type Sweeping = NonNullable<PageState['sweep']>;

export const withSweep =
  (change: Sweeping) =>
  (state: PageState): PageState => ({ ...state, sweep: { ...state.sweep, ...change } });

/** Figures that some point has. */
export const figuresOf = ({ points }: SweepFacts): readonly SweepFigure[] =>
  FIGURES.filter(({ id, layered }) =>
    points.some(({ layers, initializers }) =>
      layered
        ? layers.length > 0
        : initializers.some((facts) => facts[id as 'accuracy' | 'loss'] !== undefined),
    ),
  );

/** The one picked or all of them; none where no point has any. */
export function pickedFigures(facts: SweepFacts, { sweep }: PageState): readonly SweepFigure[] {
  const figures = figuresOf(facts);
  if (sweep?.figure === ALL_FIGURES) return figures;
  const picked = figures.find(({ id }) => id === sweep?.figure) ?? figures[0];
  return picked === undefined ? [] : [picked];
}

/** Layers that every point has: names that mean the same everywhere. */
export function commonLayers({ points }: SweepFacts): readonly string[] {
  const [first, ...others] = points.filter(({ layers }) => layers.length > 0);
  return first?.layers.filter((layer) => others.every(({ layers }) => layers.includes(layer))) ?? [];
}

export const pickedSweepLayer = (facts: SweepFacts, { sweep }: PageState): string =>
  commonLayers(facts).find((layer) => layer === sweep?.layer) ?? LAST_HIDDEN;

/** Which parameter lies on which axis, as places in `axes`. */
export interface SweepView {
  readonly x: number;
  /** Absent where only one parameter is swept. */
  readonly y?: number;
  /** All others, each held at one of its values. */
  readonly held: readonly { readonly axis: number; readonly at: number }[];
}

/** The parameters picked, or else the last one across and the one before it upwards; others as at the run itself. */
export function viewOf({ manifest, state }: Scene, { axes }: SweepFacts): SweepView {
  const named = (name: string | undefined): number => axes.findIndex((axis) => axis.name === name);
  const x = named(state.sweep?.x) < 0 ? axes.length - 1 : named(state.sweep?.x);
  const others = axes.flatMap((_, index) => (index === x ? [] : [index]));
  const wanted = named(state.sweep?.y);
  const y = others.includes(wanted) ? wanted : others.at(-1);
  const own = manifest.sweep?.at ?? [];
  const held = others
    .filter((index) => index !== y)
    .map((axis) => {
      const at = state.sweep?.held?.[axes[axis]?.name ?? ''] ?? own[axis] ?? 0;
      return { axis, at: Math.min(at, (axes[axis]?.values.length ?? 1) - 1) };
    });
  return { x, ...(y !== undefined && { y }), held };
}

/** Indices on all axes of the cell in a column and row. */
export const placeAt = (
  { axes }: SweepFacts,
  { x, y, held }: SweepView,
  column: number,
  row: number,
): readonly number[] =>
  axes.map((_, axis) => {
    if (axis === x) return column;
    if (axis === y) return row;
    return held.find((other) => other.axis === axis)?.at ?? 0;
  });

export const pointAt = ({ points }: SweepFacts, at: readonly number[]): PointFacts | undefined =>
  points.find((point) => point.at.join() === at.join());

/** The value of a cell: undefined where there is none yet, NaN where it is not finite. */
export function cellOf(
  point: PointFacts | undefined,
  initializer: string,
  figure: SweepFigure,
  layer: string,
): number | undefined {
  const facts = point?.initializers.find(({ label }) => label === initializer);
  if (point === undefined || facts === undefined) return undefined;
  const value = figure.layered
    ? facts.variances[layer === LAST_HIDDEN ? lastHidden(point) : layer]
    : facts[figure.id as 'accuracy' | 'loss'];
  return value === null ? Number.NaN : value;
}

const lastHidden = ({ layers }: PointFacts): string => layers.at(-2) ?? layers.at(-1) ?? '';

export const figureText = (value: number | undefined, { percent }: SweepFigure): string => {
  if (value === undefined) return '–';
  return percent && Number.isFinite(value) ? formatPercent(value) : formatValue(value);
};

/** `trains` while it does; nothing of a run that has not begun. */
export const verdictOf = (point: PointFacts | undefined, initializer: string): string => {
  const facts: InitializerFacts | undefined = point?.initializers.find(({ label }) => label === initializer);
  return facts === undefined ? t('not run yet') : headlineOf(facts.verdict);
};

export const axisText = ({ name, values }: SweepAxis, index: number): string =>
  `${name} = ${values[index] ?? '?'}`;
