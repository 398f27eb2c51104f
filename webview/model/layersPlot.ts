import type { Statistic } from '../../src/runs/statistic';
import { t } from '../../src/shared/l10n';
import type { Points } from './decimation';
import { formatCount, formatPercentSpread, formatSpread, formatValue } from './format';
import type { Measure, MeasuredLayer } from './measures';
import { measuredLayers } from './measures';
import type { LinesPlot, Mark, Reading, Trace } from './plot';
import { differenceFrom, predictedOf, predictionText } from './prediction';
import { lost, probed, probeText } from './probes';
import type { Scene } from './scene';
import { pickedLayer, shownInitializers, zoomOf } from './scene';
import { zoomNote } from './stepsPlot';

export interface LayersChart {
  readonly measure: Measure;
  readonly log: boolean;
  readonly empty: string;
}

interface Row {
  readonly initializer: string;
  /** By layer; undefined where nothing was measured. */
  readonly cells: readonly (Statistic | undefined)[];
}

/** Every layer at one step: the chosen one, or each trial's latest. */
export function layersPlot(scene: Scene, chart: LayersChart): LinesPlot {
  const { measure, log } = chart;
  const layers = measuredLayers(scene, measure);
  const names = layers.map(({ layer }) => layer);
  const rows = shownInitializers(scene).map((initializer) => ({
    initializer,
    cells: layers.map(({ tag }) => probed(scene, initializer, tag)),
  }));
  const hasValues = rows.some(({ cells }) => cells.some((cell) => cell !== undefined));
  const extent = [0, Math.max(1, layers.length - 1)] as const;
  const range = zoomOf(scene.state, 'layer', extent);
  const selected = names.indexOf(pickedLayer(scene) ?? '');
  const percent = measure.percent === true;
  return {
    kind: 'lines',
    x: {
      kind: 'category',
      title: t('Layer, input to output'),
      name: 'layer',
      categories: names,
      extent,
      range,
      selected: selected < 0 ? undefined : selected,
    },
    y: {
      kind: 'value',
      title: percent ? `${measure.title} (%)` : measure.title,
      log,
      percent,
      ...(log ? {} : { min: 0 }),
      ...(percent && !log ? { max: 1 } : {}),
    },
    traces: [...predictedTraces(scene, names, measure), ...rows.map(traceOf)],
    marks: rows.flatMap(marksOf),
    notes: [...notesOf(rows, names, log), ...differenceNote(scene, rows, names, measure), ...zoomNote(range)],
    ...(hasValues ? {} : { empty: chart.empty }),
    summary: summarise(rows, names, measure),
    read: (x) => readAt(scene, rows, layers, measure, Math.round(x)),
    move: (x, direction) =>
      layers.length === 0
        ? undefined
        : Math.min(Math.max((x ?? (direction > 0 ? -1 : layers.length)) + direction, 0), layers.length - 1),
    pick: (x) => (state) => {
      const layer = names[Math.round(x)];
      return layer === undefined ? state : { ...state, layer };
    },
    table: () => ({
      columns: [t('Layer'), ...rows.flatMap(({ initializer }) => [initializer, t('{0}, sd', initializer)])],
      rows: names.map((name, index) => [
        name,
        ...rows.flatMap(({ cells }) => [cells[index]?.mean, cells[index]?.sd]),
      ]),
    }),
  };
}

const overLayers = (values: readonly (number | undefined)[]): Points => ({
  xs: Float64Array.from(values, (_, x) => x),
  ys: Float64Array.from(values, (value) => value ?? Number.NaN),
});

const traceOf = ({ initializer, cells }: Row): Trace => ({
  initializer,
  points: overLayers(cells.map((cell) => cell?.mean)),
  weight: 'thick',
  shaped: true,
});

/** Theory's word on step 0, one line for each initializer. */
const predictedTraces = (scene: Scene, layers: readonly string[], { predicted }: Measure): Trace[] =>
  predicted === undefined || scene.manifest.prediction === undefined
    ? []
    : shownInitializers(scene).map((initializer) => ({
        initializer,
        points: overLayers(layers.map((layer) => predictedOf(scene, initializer, layer, predicted))),
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
  const where = (fits: (cell: Statistic) => boolean): readonly string[] =>
    rows.flatMap(({ initializer, cells }) => {
      const hits = layers.filter((_, index) => {
        const cell = cells[index];
        return cell !== undefined && fits(cell);
      });
      if (hits.length === 0) return [];
      return [
        `${initializer}: ${hits.length > 2 ? t('{0} of {1} layers', hits.length, layers.length) : hits.join(', ')}`,
      ];
    });
  const notes: string[] = [];
  const broken = where((cell) => lost(cell) > 0);
  if (broken.length > 0) notes.push(t('× NaN or ∞ in {0}', broken.join(' · ')));
  const low = log ? where((cell) => cell.mean <= 0) : [];
  if (low.length > 0) notes.push(t('Values ≤ 0 lie on the bottom edge ({0})', low.join(' · ')));
  return notes;
}

/** Initializers that are named for how far they lie from their prediction; the others lie nearer. */
const NAMED = 3;

/** How far step 0 lay from the prediction, in the layer where it was furthest off. */
function differenceNote(
  scene: Scene,
  rows: readonly Row[],
  layers: readonly string[],
  { predicted }: Measure,
): readonly string[] {
  if (predicted === undefined) return [];
  const worst = rows
    .flatMap(({ initializer }) => {
      const offs = layers.flatMap((layer) => {
        const off = differenceFrom(scene, initializer, layer, predicted);
        return off === undefined ? [] : [{ initializer, layer, off }];
      });
      return offs.sort(byDifference).slice(0, 1);
    })
    .sort(byDifference);
  const told = worst
    .slice(0, NAMED)
    .map(({ initializer, layer, off }) => `${initializer} ${signedPercent(off)} (${layer})`);
  if (told.length === 0) return [];
  const others = worst.length > NAMED ? ` · ${t('others less')}` : '';
  return [t('Step 0 against its prediction, at most: {0}', `${told.join(' · ')}${others}`)];
}

interface Off {
  /** Share of the prediction by which the measurement lies above it. */
  readonly off: number;
}

const byDifference = (a: Off, b: Off): number => Math.abs(b.off) - Math.abs(a.off);

const signedPercent = (share: number): string =>
  `${share < 0 ? '−' : '+'}${(100 * Math.abs(share)).toFixed(0)} %`;

function textOf(cell: Statistic | undefined, { percent }: Measure): string {
  if (cell === undefined) return '–';
  if (!Number.isFinite(cell.mean)) return 'NaN';
  const text = percent === true ? formatPercentSpread(cell.mean, cell.sd) : formatSpread(cell.mean, cell.sd);
  return `${text}${lost(cell) > 0 ? `, ${t('{0} not finite', lost(cell))}` : ''}`;
}

function readAt(
  scene: Scene,
  rows: readonly Row[],
  layers: readonly MeasuredLayer[],
  measure: Measure,
  index: number,
): Reading | undefined {
  const measured = layers[index];
  if (measured === undefined) return undefined;
  const { layer, spec } = measured;
  const units = spec?.outputShape.at(-1);
  const predicted = rows.map(({ initializer }) =>
    measure.predicted === undefined
      ? undefined
      : predictionText(scene, initializer, layer, measure.predicted),
  );
  const tellsPrediction = predicted.some((text) => text !== undefined);
  return {
    x: index,
    heading: [
      layer,
      ...(units === undefined ? [] : [t('{0} units', formatCount(units))]),
      probeText(scene),
    ].join(' · '),
    columns: [measure.title, ...(tellsPrediction ? [t('Predicted for step 0')] : [])],
    rows: rows.flatMap(({ initializer, cells }, row) =>
      cells[index] === undefined
        ? []
        : [
            {
              name: initializer,
              initializer,
              cells: [textOf(cells[index], measure), ...(tellsPrediction ? [predicted[row] ?? '–'] : [])],
            },
          ],
    ),
  };
}

function summarise(rows: readonly Row[], layers: readonly string[], { title }: Measure): string {
  const told = rows.flatMap(({ initializer, cells }) => {
    const first = cells[0];
    const last = cells.at(-1);
    if (first === undefined || last === undefined) return [];
    return [t('{0} {1} to {2}', initializer, formatValue(first.mean), formatValue(last.mean))];
  });
  return told.length === 0
    ? t('{0}: no values yet.', title)
    : t('{0}, from {1} to {2}: {3}.', title, layers[0] ?? '', layers.at(-1) ?? '', told.join(', '));
}
