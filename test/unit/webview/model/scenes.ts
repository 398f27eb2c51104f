import type { HealthFinding } from '../../../../src/health/finding';
import type { RunManifest } from '../../../../src/runs/run';
import type { PageState, SeriesKey } from '../../../../webview/contract';
import { HistogramStore } from '../../../../webview/model/histogramStore';
import { PredictionStore } from '../../../../webview/model/predictionStore';
import { INITIAL_STATE } from '../../../../webview/model/pageState';
import type { Scene } from '../../../../webview/model/scene';
import { chartsOf } from '../../../../webview/model/charts';
import type { Chart } from '../../../../webview/model/chart';
import type { LinesPlot, Trace } from '../../../../webview/model/plot';
import { TAB_IDS } from '../../../../webview/model/tabs';
import { SeriesStore } from '../../../../webview/model/seriesStore';

/** Layers of the model in `manifestOf`: two with ReLU, then the logits. */
export const LAYERS = ['dense_1', 'dense_2', 'dense_3'] as const;

export function manifestOf(
  initializers: readonly string[],
  seeds: readonly number[],
  more: Partial<RunManifest> = {},
): RunManifest {
  const dense = { name: 'glorotUniform', parameters: {} };
  return {
    format: 1,
    id: '2026-11-22T09-14-00',
    name: 'a run',
    experiment: {
      name: 'an experiment',
      engine: 'auto',
      dataset: {
        source: 'mnist-embedded',
        parameters: {},
        normalization: 'unit',
        validation: { kind: 'default' },
        splitSeed: 0,
      },
      model: {
        inputShape: [784],
        outputs: 10,
        layers: LAYERS.map((name, index) => ({
          name,
          type: 'dense',
          parameters: { units: index < 2 ? 32 : 10, useBias: true },
          ...(index < 2 ? { activation: { name: 'relu', parameters: {} } } : {}),
          inputShape: [index === 0 ? 784 : 32],
          outputShape: [index < 2 ? 32 : 10],
        })),
      },
      initializers: initializers.map((label) => ({
        label,
        layers: Object.fromEntries(LAYERS.map((layer) => [layer, { kernel: dense, bias: dense }])),
      })),
      training: {
        optimizer: { name: 'adam', parameters: { learningRate: 0.001 } },
        loss: 'softmaxCrossEntropy',
        clipping: {},
        batchSize: 128,
        length: { kind: 'epochs', epochs: 2 },
        seeds,
      },
      telemetry: { probeSamples: 512, probeInterval: 10 },
    },
    config: { path: '/home/someone/project/a.initscope.yaml', text: 'name: an experiment\n' },
    versions: { initscope: '0.1.0' },
    engine: { name: 'wasm', version: '4.22.0', device: '2 threads', reason: 'first that works' },
    host: 'machine',
    pid: 1,
    started: '2026-11-22T09:14:00.000Z',
    ended: '2026-11-22T09:15:10.000Z',
    state: 'finished',
    trials: initializers.flatMap((initializer) =>
      seeds.map((seed) => ({ initializer, seed, state: 'finished' as const, step: 20 })),
    ),
    totalSteps: 20,
    stepsPerEpoch: 10,
    ...more,
  };
}

export type Written = readonly [
  trial: readonly [initializer: string, seed: number],
  split: SeriesKey['split'],
  tag: string,
  points: readonly (readonly [step: number, value: number])[],
];

/** A scene with these series; wall times are one second a step. */
export function sceneOf(
  manifest: RunManifest,
  series: readonly Written[],
  state: Partial<PageState> = {},
  findings: readonly HealthFinding[] = [],
): Scene {
  const store = new SeriesStore();
  store.apply(series.map(deltaOf));
  return {
    manifest,
    store,
    state: { ...INITIAL_STATE, ...state },
    histograms: new HistogramStore(),
    predictions: new PredictionStore(),
    findings,
  };
}

export const deltaOf = ([[initializer, seed], split, tag, points]: Written) => ({
  key: { initializer, seed, split, tag },
  reset: true,
  steps: Float64Array.from(points, ([step]) => step),
  values: Float32Array.from(points, ([, value]) => value),
  wallTimes: Float64Array.from(points, ([step]) => 1_000 + step),
});

/** A chart of any tab. */
export function chartOf(scene: Scene, id: string): Chart {
  const chart = TAB_IDS.flatMap((tab) => chartsOf(scene, tab)).find((one) => one.id === id);
  if (chart === undefined) throw new Error(`No tab has a chart ${id}`);
  return chart;
}

/** What a line is drawn through. */
export const ysOf = (trace: Trace | undefined): readonly number[] => [...(trace?.points.ys ?? [])];

/** The plot of a chart that draws lines. */
export function linesOf(scene: Scene, id: string, buckets = 500): LinesPlot {
  const plot = chartOf(scene, id).plot(buckets);
  if (plot.kind !== 'lines') throw new Error(`${id} draws ${plot.kind}`);
  return plot;
}
