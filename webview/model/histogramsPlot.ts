import type { ActivationSpec } from '../../src/nn/activations/activation';
import { evenly } from '../../src/shared/evenly';
import { t } from '../../src/shared/l10n';
import type { Range } from '../contract';
import type { Distributed } from './distributions';
import { formatCount, formatPercent, formatValue } from './format';
import { edgesOf } from './heatPlot';
import type { Histogram, Histograms } from './histogramStore';
import type { HistogramsPlot, NumberAxis, Reading, ValueAxis, Zone } from './plot';
import type { Scene } from './scene';
import { zoomOf } from './scene';
import { zoomNote } from './stepsPlot';
import { stepAxis } from './stepAxis';
import { zonesOf } from './zones';

export interface HistogramsChart {
  readonly initializer: string;
  readonly distributed: Distributed;
  readonly histograms: Histograms;
  /** The layer's activation, which says where its units are silent or saturated. */
  readonly activation: ActivationSpec | undefined;
  readonly empty: string;
}

/** Shares below and above which values are left outside of the axis: a few far out would flatten the rest. */
const TAIL = 0.001;
/** Density at the dark end of the colours: where many values are exactly 0 the others are few to each of their bins. */
const FAINTEST = 1e-4;
/** Ridges that can be told apart. */
const MOST_RIDGES = 30;
/** Height of the largest ridge, in distances between ridges. */
export const RIDGE_HEIGHT = 2.5;

export const lookOf = ({ state }: Scene): HistogramsPlot['look'] =>
  state.distribution?.look === 'ridges' ? 'ridges' : 'heatmap';

export function histogramsPlot(scene: Scene, chart: HistogramsChart): HistogramsPlot {
  const { state } = scene;
  const { initializer, distributed } = chart;
  const { steps: written, recorded } = chart.histograms;
  const histograms = written.map(narrowed);
  const look = lookOf(scene);
  const { place, axis } = stepAxis(scene);
  const drawn = look === 'ridges' ? evenly(histograms, MOST_RIDGES) : histograms;
  const ends = edgesOf(drawn.map(({ step }) => step)).map(place);
  const time: Range = [ends[0] ?? 0, ends.at(-1) ?? 1];
  const values = valueRange(histograms);
  const where =
    distributed.kind === 'activations'
      ? 'after'
      : distributed.kind === 'pre_activations'
        ? 'before'
        : undefined;
  const timeAxis = axis(time);
  const valueName = `value of ${distributed.id}`;
  const valueAxis: NumberAxis = {
    kind: 'number',
    title: distributed.title,
    name: valueName,
    extent: values,
    range: zoomOf(state, valueName, values),
    selected: undefined,
  };
  const spacing = (time[1] - time[0]) / Math.max(1, drawn.length - 1);
  const upwards: ValueAxis =
    look === 'heatmap'
      ? {
          kind: 'value',
          title: distributed.title,
          log: false,
          percent: false,
          min: values[0],
          max: values[1],
        }
      : {
          kind: 'value',
          title: timeAxis.title,
          log: false,
          percent: false,
          min: time[0] - RIDGE_HEIGHT * spacing,
          max: time[1],
          from: time[0],
          reversed: true,
        };
  const x = look === 'heatmap' ? timeAxis : valueAxis;
  const nearest = (at: number): Histogram | undefined =>
    histograms.reduce<Histogram | undefined>(
      (best, one) =>
        best === undefined || Math.abs(place(one.step) - at) < Math.abs(place(best.step) - at) ? one : best,
      undefined,
    );
  const zones = where === undefined ? [] : zonesOf(chart.activation, where);
  return {
    kind: 'histograms',
    look,
    initializer,
    x,
    y: upwards,
    columns: drawn.map(({ step, edges, counts }, index) => ({
      at: place(step),
      from: ends[index] ?? 0,
      to: ends[index + 1] ?? 0,
      edges,
      densities: densitiesOf(edges, counts),
    })),
    zones,
    colours: { title: t('Density, of the step’s largest'), log: true, percent: false, min: FAINTEST, max: 1 },
    notes: [
      ...(drawn.length < recorded ? [t('{0} of {1} steps drawn', drawn.length, recorded)] : []),
      ...outsideNote(histograms, values),
      ...zoomNote(x.range),
    ],
    ...(histograms.length > 0 ? {} : { empty: chart.empty }),
    summary: t(
      '{0} of {1} at {2} steps, from {3} to {4}.',
      distributed.title,
      initializer,
      histograms.length,
      formatValue(values[0]),
      formatValue(values[1]),
    ),
    read: (at) =>
      look === 'heatmap'
        ? readStep(nearest(at), place, zones)
        : readValue(at, histograms, timeAxis.selected, place),
    move: (at, direction) =>
      look === 'heatmap'
        ? moveStep(
            histograms.map(({ step }) => place(step)),
            at,
            direction,
          )
        : moveValue(values, at, direction),
    pick: (at) => (picked) => {
      const step = look === 'heatmap' ? nearest(at)?.step : undefined;
      return step === undefined ? picked : { ...picked, step };
    },
    table: () => ({
      columns: [t('Step'), t('From'), t('To'), t('Count')],
      rows: written.flatMap(({ step, edges, counts }) =>
        Array.from(counts, (count, bin) => [step, edges[bin] ?? NaN, edges[bin + 1] ?? NaN, count]),
      ),
    }),
  };
}

/** How far an edge may lie from where it belongs: edges are computed in float32. */
const ROUNDING = 1e-6;

/**
 * Values that are all alike are recorded in bins of total width 1 around them (src/training/telemetry/histogram.ts, and
 * NumPy's histograms): what is known is the one value, not the bin that it is in.
 */
function narrowed(histogram: Histogram): Histogram {
  const { step, edges, counts } = histogram;
  const [first, last] = [edges[0] ?? NaN, edges.at(-1) ?? NaN];
  const middle = (first + last) / 2;
  const bin = counts.findIndex((count) => count > 0);
  const isAround =
    Math.abs(last - first - 1) < ROUNDING &&
    (edges[bin] ?? NaN) < middle + ROUNDING &&
    (edges[bin + 1] ?? NaN) > middle - ROUNDING;
  return isAround && inOneBin(histogram)
    ? { step, edges: Float64Array.of(middle, middle), counts: Float64Array.of(counts[bin] ?? 0) }
    : histogram;
}

/** Values per unit, divided by the largest. A bin without width holds one value many times: it counts as the largest. */
function densitiesOf(edges: Float64Array, counts: Float64Array): Float64Array {
  const densities = counts.map((count, bin) => count / ((edges[bin + 1] ?? 0) - (edges[bin] ?? 0)));
  const largest = densities.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, value) : most),
    0,
  );
  return densities.map((value) => (Number.isFinite(value) ? value / (largest || 1) : 1));
}

/** The value below which a share of all lie, evenly spread within its bin. */
function quantile({ edges, counts }: Histogram, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let left = share * total;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0;
    const [from, to] = [edges[bin] ?? NaN, edges[bin + 1] ?? NaN];
    if (left <= count && count > 0) return from + (left / count) * (to - from);
    left -= count;
  }
  return edges.at(-1) ?? NaN;
}

/** The same, or the end of the values where it lies in the bin there. */
function outermost(histogram: Histogram, share: number): number {
  const { edges } = histogram;
  const value = quantile(histogram, share);
  if (value <= (edges[1] ?? NaN)) return edges[0] ?? NaN;
  return value >= (edges.at(-2) ?? NaN) ? (edges.at(-1) ?? NaN) : value;
}

function valueRange(histograms: readonly Histogram[]): Range {
  if (histograms.length === 0) return [0, 1];
  // what is all alike would fill an axis of its own: it shows where it lies among the edges
  if (histograms.every(inOneBin)) {
    const edges = histograms.flatMap((one) => [...one.edges]);
    return widened(Math.min(...edges), Math.max(...edges));
  }
  const low = Math.min(...histograms.map((one) => outermost(one, TAIL)));
  const high = Math.max(...histograms.map((one) => outermost(one, 1 - TAIL)));
  return widened(low, high);
}

const inOneBin = ({ counts }: Histogram): boolean => counts.filter((count) => count > 0).length <= 1;

const widened = (low: number, high: number): Range => (low < high ? [low, high] : [low - 0.5, high + 0.5]);

function outsideNote(histograms: readonly Histogram[], [low, high]: Range): readonly string[] {
  const least = Math.min(...histograms.map(({ edges }) => edges[0] ?? low));
  const most = Math.max(...histograms.map(({ edges }) => edges.at(-1) ?? high));
  return least < low || most > high
    ? [
        t(
          'Up to 0.1 % on either side lie outside, down to {0} and up to {1}',
          formatValue(least),
          formatValue(most),
        ),
      ]
    : [];
}

function readStep(
  histogram: Histogram | undefined,
  place: (step: number) => number,
  zones: readonly Zone[],
): Reading | undefined {
  if (histogram === undefined) return undefined;
  const { step, edges } = histogram;
  const rows: readonly (readonly [string, string])[] = [
    [t('Smallest'), formatValue(edges[0] ?? NaN)],
    [t('Quarter below'), formatValue(quantile(histogram, 0.25))],
    [t('Half below'), formatValue(quantile(histogram, 0.5))],
    [t('Three quarters below'), formatValue(quantile(histogram, 0.75))],
    [t('Largest'), formatValue(edges.at(-1) ?? NaN)],
    ...zones.map(({ name, from, to }): readonly [string, string] => [
      t(
        'About {0} ({1})',
        name,
        Number.isFinite(from) ? t('from {0}', formatValue(from)) : t('to {0}', formatValue(to)),
      ),
      formatPercent(shareBelow(histogram, to) - shareBelow(histogram, from)),
    ]),
  ];
  return {
    x: place(step),
    heading: t('Step {0}', formatCount(step)),
    columns: [t('Value')],
    rows: rows.map(([name, cell]) => ({ name, cells: [cell] })),
  };
}

function readValue(
  value: number,
  histograms: readonly Histogram[],
  selected: number | undefined,
  place: (step: number) => number,
): Reading | undefined {
  const [first, last] = [histograms[0], histograms.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const chosen =
    selected === undefined ? undefined : histograms.findLast(({ step }) => place(step) <= selected);
  return {
    x: value,
    heading: t('At {0}', formatValue(value)),
    columns: [t('Share below')],
    rows: [...new Set([first, ...(chosen === undefined ? [] : [chosen]), last])].map((one) => ({
      name: t('Step {0}', formatCount(one.step)),
      cells: [formatPercent(shareBelow(one, value))],
    })),
  };
}

function shareBelow({ edges, counts }: Histogram, value: number): number {
  let below = 0;
  let total = 0;
  counts.forEach((count, bin) => {
    const [from, to] = [edges[bin] ?? NaN, edges[bin + 1] ?? NaN];
    total += count;
    below += count * Math.min(Math.max((value - from) / (to - from || 1), 0), 1);
  });
  return below / total;
}

function moveStep(places: readonly number[], x: number | undefined, direction: -1 | 1): number | undefined {
  if (x === undefined) return direction > 0 ? places[0] : places.at(-1);
  return direction > 0
    ? (places.find((place) => place > x) ?? places.at(-1))
    : (places.findLast((place) => place < x) ?? places[0]);
}

/** In hundredths of the axis. */
function moveValue([low, high]: Range, x: number | undefined, direction: -1 | 1): number {
  if (x === undefined) return direction > 0 ? low : high;
  return Math.min(Math.max(x + (direction * (high - low)) / 100, low), high);
}
