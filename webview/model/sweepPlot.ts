import type { SweepFacts } from '../../src/runs/sweep/facts';
import { t } from '../../src/shared/l10n';
import type { Range } from '../contract';
import type { CategoryAxis, ColourAxis, HeatColumn, HeatPlot } from './plot';
import type { Scene } from './scene';
import { shownInitializers, zoomOf } from './scene';
import {
  axisText,
  cellOf,
  figureText,
  LAST_HIDDEN,
  placeAt,
  pickedSweepLayer,
  pointAt,
  verdictOf,
  viewOf,
  withSweep,
} from './sweep';
import type { SweepFigure } from './sweep';
import { zoomNote } from './stepsPlot';

/** One initializer over two swept parameters, in colours that all initializers share. */
export function sweepPlot(
  scene: Scene,
  facts: SweepFacts,
  initializer: string,
  figure: SweepFigure,
): HeatPlot {
  const { state, manifest } = scene;
  const view = viewOf(scene, facts);
  const layer = pickedSweepLayer(facts, state);
  const [across, down] = [facts.axes[view.x], view.y === undefined ? undefined : facts.axes[view.y]];
  const xValues = across?.values.map(String) ?? [];
  const yValues = down?.values.map(String) ?? [''];
  const valueAt = (column: number, row: number): number | undefined =>
    cellOf(pointAt(facts, placeAt(facts, view, column, row)), initializer, figure, layer);
  const cells = xValues.map((_, column) => yValues.map((__, row) => valueAt(column, row)));
  const columns = cells.map((values, column): HeatColumn => ({
    from: column - 0.5,
    to: column + 0.5,
    values,
  }));
  const own = manifest.sweep?.at ?? [];
  const isShown = view.held.every(({ axis, at }) => own[axis] === at);
  const ownRow = view.y === undefined ? 0 : own[view.y];
  const row = Math.min(state.sweep?.row ?? (isShown ? (ownRow ?? 0) : 0), yValues.length - 1);
  const x = axisOf(`sweep ${across?.name ?? ''}`, across?.name ?? '', xValues);
  const range = zoomOf(state, x.name, x.extent);
  const nearest = (at: number): number => Math.min(Math.max(Math.round(at), 0), xValues.length - 1);
  const title = titleOf(figure, layer);
  return {
    kind: 'heat',
    x: { ...x, range, selected: isShown && row === ownRow ? own[view.x] : undefined },
    y: { ...axisOf('sweep rows', down?.name ?? '', yValues), selected: row },
    columns,
    colours: sharedColours(scene, facts, figure),
    label: (value) => figureText(value, figure),
    notes: [...notesOf(columns, figure), ...zoomNote(range)],
    ...(facts.points.length > 0 ? {} : { empty: t('Waiting for the first run…') }),
    summary: t(
      '{0} of {1} at {2} × {3} points of a sweep over {4}.',
      title,
      initializer,
      xValues.length,
      yValues.length,
      facts.axes.map(({ name }) => name).join(', '),
    ),
    read: (at) => {
      const column = nearest(at);
      if (across === undefined || xValues.length === 0) return undefined;
      return {
        x: column,
        heading: axisText(across, column),
        columns: [title, t('Verdict')],
        rows: yValues.map((_, index) => {
          const point = pointAt(facts, placeAt(facts, view, column, index));
          return {
            name: down === undefined ? initializer : axisText(down, index),
            cells: [figureText(cells[column]?.[index], figure), verdictOf(point, initializer)],
          };
        }),
      };
    },
    move: (at, direction) => {
      if (xValues.length === 0) return undefined;
      if (at === undefined) return direction > 0 ? 0 : xValues.length - 1;
      return nearest(nearest(at) + direction);
    },
    moveRow: (direction) => withSweep({ row: Math.min(Math.max(row + direction, 0), yValues.length - 1) }),
    ...(canBeOpened(facts) && {
      opens: (at: number, rowAt: number) =>
        pointAt(
          facts,
          placeAt(facts, view, nearest(at), Math.min(Math.max(Math.round(rowAt), 0), yValues.length - 1)),
        )?.folder,
    }),
    table: () => ({
      columns: [...facts.axes.map(({ name }) => name), t('Verdict'), title],
      rows: xValues.flatMap((_, column) =>
        yValues.map((__, index) => {
          const at = placeAt(facts, view, column, index);
          return [
            ...facts.axes.map(({ values }, axis) => String(values[at[axis] ?? 0])),
            verdictOf(pointAt(facts, at), initializer),
            cells[column]?.[index],
          ];
        }),
      ),
    }),
  };
}

/** Not from a report. */
export const canBeOpened = ({ points }: SweepFacts): boolean =>
  points.some(({ folder }) => folder !== undefined);

export const titleOf = ({ title, layered }: SweepFigure, layer: string): string =>
  layered ? t('{0} of {1}', title, layer === LAST_HIDDEN ? t('the last hidden layer') : layer) : title;

const axisOf = (name: string, title: string, categories: readonly string[]): CategoryAxis => ({
  kind: 'category',
  title,
  name,
  categories,
  extent: [0, Math.max(1, categories.length - 1)],
  range: undefined,
  selected: undefined,
});

/** From the smallest to the largest value of all points and initializers; accuracies from 0 to 1. */
function sharedColours(scene: Scene, facts: SweepFacts, figure: SweepFigure): ColourAxis {
  const layer = pickedSweepLayer(facts, scene.state);
  const title = `${titleOf(figure, layer)}${figure.percent ? ' (%)' : ''}`;
  if (figure.percent) return { title, log: false, percent: true, min: 0, max: 1 };
  const values = shownInitializers(scene).flatMap((initializer) =>
    facts.points.flatMap((point) => cellOf(point, initializer, figure, layer) ?? []),
  );
  const [low, high] = values
    .filter((value) => Number.isFinite(value) && value > 0)
    .reduce<Range>(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Infinity, -Infinity],
    );
  const known = low <= high;
  return {
    title,
    log: true,
    percent: false,
    min: known ? low : 1,
    max: known ? Math.max(high, low * 1.1) : 10,
  };
}

function notesOf(columns: readonly HeatColumn[], { percent }: SweepFigure): readonly string[] {
  const all = columns.flatMap(({ values }) => values);
  return [
    ...(all.includes(undefined) ? [t('Empty: not run yet, or nothing measured')] : []),
    ...(all.some((value) => value !== undefined && !Number.isFinite(value))
      ? [t('× diverged, NaN or ∞')]
      : []),
    ...(!percent && all.includes(0) ? [t('Hatched: exactly 0')] : []),
  ];
}
