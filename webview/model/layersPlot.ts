import { statisticOf } from '../../src/runs/statistic';
import type { Statistic } from '../../src/runs/statistic';
import { at, lastAtOrBefore } from './columns';
import { formatCount, formatPercent, formatSpread, formatValue } from './format';
import type { Mark, Plot, Reading, Trace } from './plot';
import { predictedOf, predictionText } from './prediction';
import type { Scene } from './scene';
import { layersWith, shownInitializers, shownSeeds } from './scene';
import { tag } from '../../src/shared/tags';
import type { LayerStatistic } from '../../src/shared/tags';

export interface LayersChart {
  readonly kind: 'lines' | 'bars';
  readonly statistic: LayerStatistic;
  /** The same statistic as a share of the layer's units, told in the hover. */
  readonly share?: LayerStatistic;
  readonly column: string;
  readonly yTitle: string;
  readonly log: boolean;
  readonly empty: string;
}

/** A statistic of one layer at the chosen step: over the seeds that are shown. */
interface Cell extends Statistic {
  readonly share: number;
}

interface Row {
  readonly initializer: string;
  /** By layer; undefined where nothing was measured. */
  readonly cells: readonly (Cell | undefined)[];
}

/** Every layer at one step: the chosen one, or each trial's latest. */
export function layersPlot(scene: Scene, chart: LayersChart): Plot {
  const layers = layersWith(scene, chart.statistic);
  const rows = shownInitializers(scene).map((initializer) => ({
    initializer,
    cells: layers.map((layer) => cellOf(scene, chart, initializer, layer)),
  }));
  const hasValues = rows.some(({ cells }) => cells.some((cell) => cell !== undefined));
  return {
    kind: chart.kind,
    x: { kind: 'category', title: 'Layer, input to output', categories: layers },
    y: { title: chart.yTitle, log: chart.log, percent: false, ...(chart.log ? {} : { min: 0 }) },
    traces: [...predictedTraces(scene, layers, chart), ...rows.map((row) => traceOf(row, chart))],
    marks: rows.flatMap(marksOf),
    notes: notesOf(rows, layers, chart.log),
    ...(hasValues ? {} : { empty: chart.empty }),
    summary: summarise(rows, layers, chart),
    read: (x) => readAt(scene, rows, layers, chart, Math.round(x)),
    move: (x, direction) =>
      layers.length === 0
        ? undefined
        : Math.min(Math.max((x ?? -direction) + direction, 0), layers.length - 1),
  };
}

function cellOf(scene: Scene, chart: LayersChart, initializer: string, layer: string): Cell | undefined {
  const { store, state } = scene;
  const latest = (statistic: LayerStatistic, seed: number): number | undefined => {
    const columns = store.find({ initializer, seed, split: 'probe', tag: tag(statistic, layer) });
    if (columns === undefined) return undefined;
    const index = lastAtOrBefore(columns.steps, state.probeStep ?? Number.POSITIVE_INFINITY);
    return index < 0 ? undefined : at(columns.values, index);
  };
  const ofSeeds = (statistic: LayerStatistic): readonly number[] =>
    shownSeeds(scene).flatMap((seed) => latest(statistic, seed) ?? []);
  const values = ofSeeds(chart.statistic);
  if (values.length === 0) return undefined;
  return {
    ...statisticOf(values),
    share: chart.share === undefined ? Number.NaN : statisticOf(ofSeeds(chart.share)).mean,
  };
}

/** Seeds whose value is NaN or infinite. */
const lost = ({ count, finite }: Statistic): number => count - finite;

const shown = (cell: Cell | undefined, log: boolean): number =>
  cell === undefined || (log && cell.mean <= 0) ? Number.NaN : cell.mean;

const traceOf = ({ initializer, cells }: Row, { log }: LayersChart): Trace => ({
  initializer,
  points: cells.map((cell, x) => ({ x, y: shown(cell, log) })),
  weight: 'thick',
  shaped: true,
});

/** Theory's word on step 0, one line for each initializer. */
const predictedTraces = (
  scene: Scene,
  layers: readonly string[],
  { kind, statistic, log }: LayersChart,
): Trace[] =>
  kind === 'bars' || scene.manifest.prediction === undefined
    ? []
    : shownInitializers(scene).map((initializer) => ({
        initializer,
        points: layers.map((layer, x) => {
          const y = predictedOf(scene, initializer, layer, statistic) ?? Number.NaN;
          return { x, y: log && y <= 0 ? Number.NaN : y };
        }),
        weight: 'predicted',
        shaped: false,
      }));

const marksOf = ({ initializer, cells }: Row): readonly Mark[] =>
  cells.flatMap((cell, x) =>
    cell !== undefined && lost(cell) > 0
      ? [{ initializer, x, y: Number.isFinite(cell.mean) ? cell.mean : undefined }]
      : [],
  );

function notesOf(rows: readonly Row[], layers: readonly string[], log: boolean): readonly string[] {
  const where = (fits: (cell: Cell) => boolean): readonly string[] =>
    rows.flatMap(({ initializer, cells }) => {
      const hits = layers.filter((_, index) => {
        const cell = cells[index];
        return cell !== undefined && fits(cell);
      });
      if (hits.length === 0) return [];
      return [
        `${initializer}: ${hits.length > 2 ? `${hits.length} of ${layers.length} layers` : hits.join(', ')}`,
      ];
    });
  const notes: string[] = [];
  const broken = where((cell) => lost(cell) > 0);
  if (broken.length > 0) notes.push(`× NaN or ∞ in ${broken.join(' · ')}`);
  const hidden = log ? where((cell) => cell.mean <= 0) : [];
  if (hidden.length > 0) notes.push(`Values ≤ 0 not shown (${hidden.join(' · ')})`);
  return notes;
}

function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return '–';
  if (!Number.isFinite(cell.mean)) return 'NaN';
  const text = formatSpread(cell.mean, cell.sd);
  const share = Number.isFinite(cell.share) ? ` (${formatPercent(cell.share)})` : '';
  return `${text}${share}${lost(cell) > 0 ? `, ${lost(cell)} not finite` : ''}`;
}

function readAt(
  scene: Scene,
  rows: readonly Row[],
  layers: readonly string[],
  chart: LayersChart,
  index: number,
): Reading | undefined {
  const { manifest, state } = scene;
  const layer = layers[index];
  if (layer === undefined) return undefined;
  const units = manifest.experiment.model.layers.find(({ name }) => name === layer)?.outputShape.at(-1);
  const step = state.probeStep === undefined ? 'latest probe' : `step ${formatCount(state.probeStep)}`;
  const predicted = rows.map(({ initializer }) => predictionText(scene, initializer, layer, chart.statistic));
  const tellsPrediction = chart.kind === 'lines' && predicted.some((text) => text !== undefined);
  return {
    x: index,
    heading: [layer, ...(units === undefined ? [] : [`${formatCount(units)} units`]), step].join(' · '),
    columns: [chart.column, ...(tellsPrediction ? ['Predicted for step 0'] : [])],
    rows: rows.flatMap(({ initializer, cells }, row) =>
      cells[index] === undefined
        ? []
        : [
            {
              initializer,
              cells: [textOf(cells[index]), ...(tellsPrediction ? [predicted[row] ?? '–'] : [])],
            },
          ],
    ),
  };
}

function summarise(rows: readonly Row[], layers: readonly string[], { yTitle }: LayersChart): string {
  const told = rows.flatMap(({ initializer, cells }) => {
    const first = cells[0];
    const last = cells.at(-1);
    if (first === undefined || last === undefined) return [];
    return [`${initializer} ${formatValue(first.mean)} to ${formatValue(last.mean)}`];
  });
  return told.length === 0
    ? `${yTitle}: no values yet.`
    : `${yTitle}, from ${layers[0] ?? ''} to ${layers.at(-1) ?? ''}: ${told.join(', ')}.`;
}
