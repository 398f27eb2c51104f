import { statisticOf } from '../../src/runs/statistic';
import { t } from '../../src/shared/l10n';
import type { Range } from '../contract';
import { at } from './columns';
import { formatPercent, formatValue } from './format';
import type { Measure, MeasuredLayer } from './measures';
import { measuredLayers } from './measures';
import type { ColourAxis, HeatColumn, HeatPlot } from './plot';
import type { Scene } from './scene';
import { pickedLayer, shownInitializers, shownSeeds } from './scene';
import { stepAxis } from './stepAxis';
import { zoomNote } from './stepsPlot';
import { stepText } from './stepText';

/** Means over seeds of one initializer: rows by step, cells by layer; NaN where a seed is not finite. */
interface Grid {
  readonly steps: readonly number[];
  readonly cells: readonly (readonly (number | undefined)[])[];
}

/** Layers over steps of one initializer, in colours that all initializers share. */
export function heatPlot(scene: Scene, initializer: string, measure: Measure, empty: string): HeatPlot {
  const { manifest } = scene;
  const layers = measuredLayers(scene, measure);
  const names = layers.map(({ layer }) => layer);
  const { steps, cells } = gridOf(scene, initializer, measure, layers);
  const { place, axis } = stepAxis(scene);
  const edges = edgesOf(steps).map(place);
  const x = axis([edges[0] ?? 0, edges.at(-1) ?? 1]);
  const columns = steps.map((_, index): HeatColumn => ({
    from: edges[index] ?? 0,
    to: edges[index + 1] ?? 0,
    values: cells[index] ?? [],
  }));
  const nearest = (x: number): number => {
    const inside = columns.findIndex(({ to }) => x < to);
    return inside < 0 ? columns.length - 1 : inside;
  };
  const row = names.indexOf(pickedLayer(scene) ?? '');
  const percent = measure.percent === true;
  return {
    kind: 'heat',
    x,
    y: {
      kind: 'category',
      title: t('Layer'),
      name: 'layer',
      categories: names,
      extent: [0, Math.max(1, names.length - 1)],
      range: undefined,
      selected: row < 0 ? undefined : row,
    },
    columns,
    colours: sharedColours(scene, measure, layers),
    notes: [...notesOf(columns), ...zoomNote(x.range)],
    ...(columns.length > 0 ? {} : { empty }),
    summary: t(
      '{0} of {1} in {2} layers at {3} steps.',
      measure.title,
      initializer,
      names.length,
      steps.length,
    ),
    read: (x) => {
      const index = nearest(x);
      const step = steps[index];
      if (step === undefined) return undefined;
      return {
        x: place(step),
        heading: stepText(step, manifest),
        columns: [measure.title],
        rows: names.map((name, layer) => {
          const value = cells[index]?.[layer];
          return {
            name,
            cells: [value === undefined ? '–' : percent ? formatPercent(value) : formatValue(value)],
          };
        }),
      };
    },
    move: (x, direction) => {
      const index = x === undefined ? (direction > 0 ? -1 : steps.length) : nearest(x);
      const step = steps[Math.min(Math.max(index + direction, 0), steps.length - 1)];
      return step === undefined ? undefined : place(step);
    },
    pick: (x, y) => (picked) => {
      const step = steps[nearest(x)];
      const layer = names[Math.round(y)];
      return {
        ...picked,
        ...(step === undefined ? {} : { step }),
        ...(layer === undefined ? {} : { layer }),
      };
    },
    table: () => ({
      columns: [t('Step'), ...names],
      rows: steps.map((step, index) => [step, ...(cells[index] ?? [])]),
    }),
  };
}

function gridOf(scene: Scene, initializer: string, { id }: Measure, layers: readonly MeasuredLayer[]): Grid {
  const { store } = scene;
  const seeds = shownSeeds(scene);
  const keys = layers.map(({ tag }) =>
    seeds.map((seed) => ({ initializer, seed, split: 'probe' as const, tag })),
  );
  const version = keys.flatMap((row) => row.map((key) => `${key.seed} ${store.versionOf(key)}`)).join();
  return store.memo.recall(`grid ${id} ${initializer}`, version, () => {
    const byLayer = keys.map((row) => {
      const values = new Map<number, number[]>();
      for (const columns of row.flatMap((key) => store.find(key) ?? []))
        columns.steps.forEach((step, index) => {
          values.set(step, [...(values.get(step) ?? []), at(columns.values, index)]);
        });
      return values;
    });
    const steps = [...new Set(byLayer.flatMap((values) => [...values.keys()]))].sort((a, b) => a - b);
    return {
      steps,
      cells: steps.map((step) =>
        byLayer.map((values) => {
          const found = values.get(step);
          if (found === undefined) return undefined;
          return found.every(Number.isFinite) ? statisticOf(found).mean : Number.NaN;
        }),
      ),
    };
  });
}

/** Each step's cell reaches half way to its neighbours. */
export function edgesOf(steps: readonly number[]): readonly number[] {
  const [first, second] = steps;
  if (first === undefined) return [];
  if (second === undefined) return [first - 0.5, first + 0.5];
  const middles = steps.slice(1).map((step, index) => (step + (steps[index] ?? step)) / 2);
  const last = steps.at(-1) ?? first;
  return [first, ...middles, last];
}

/** From the smallest to the largest value of all initializers that are shown. */
export function sharedColours(scene: Scene, measure: Measure, layers: readonly MeasuredLayer[]): ColourAxis {
  const values = shownInitializers(scene)
    .flatMap((initializer) => gridOf(scene, initializer, measure, layers).cells.flat())
    .filter((value) => value !== undefined && Number.isFinite(value) && value > 0) as number[];
  const [low, high] = values.reduce<Range>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  if (measure.percent === true)
    return { title: `${measure.title} (%)`, log: false, percent: true, min: 0, max: 1 };
  const known = low <= high;
  return {
    title: measure.title,
    log: true,
    percent: false,
    min: known ? low : 1,
    max: known ? Math.max(high, low * 10) : 10,
  };
}

function notesOf(columns: readonly HeatColumn[]): readonly string[] {
  const all = columns.flatMap(({ values }) => values);
  return [
    ...(all.some((value) => value !== undefined && !Number.isFinite(value)) ? [t('× NaN or ∞')] : []),
    ...(all.includes(0) ? [t('Hatched: exactly 0')] : []),
  ];
}
