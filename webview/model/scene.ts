import type { HealthFinding } from '../../src/health/finding';
import type { RunManifest } from '../../src/runs/run';
import type { SweepFacts } from '../../src/runs/sweep/facts';
import type { LayerStatistic } from '../../src/shared/tags';
import type { Operation, PageState, Range } from '../contract';
import type { HistogramStore } from './histogramStore';
import type { PredictionStore } from './predictionStore';
import type { SeriesStore } from './seriesStore';

/** All that the charts are a function of. */
export interface Scene {
  readonly manifest: RunManifest;
  readonly store: SeriesStore;
  readonly state: PageState;
  readonly histograms: HistogramStore;
  readonly predictions: PredictionStore;
  /** What the health rules have found, oldest first. */
  readonly findings: readonly HealthFinding[];
  /** Of a training step, or why they cannot be listed; absent until they have been asked for and come in. */
  readonly operations?: readonly Operation[] | { readonly problem: string };
  /** Of a run that belongs to a sweep, once the host has told. */
  readonly sweep?: SweepFacts | undefined;
}

export const initializersOf = ({ experiment }: RunManifest): readonly string[] =>
  experiment.initializers.map(({ label }) => label);

export const seedsOf = ({ experiment }: RunManifest): readonly number[] => experiment.training.seeds;

export const shownInitializers = ({ manifest, state }: Scene): readonly string[] =>
  initializersOf(manifest).filter((label) => !state.hiddenInitializers.includes(label));

export const shownSeeds = ({ manifest, state }: Scene): readonly number[] =>
  seedsOf(manifest).filter((seed) => !state.hiddenSeeds.includes(seed));

/** Names of layers in the order of the model; those it does not know come last. */
export function inOrder({ manifest }: Scene, names: readonly string[]): readonly string[] {
  const places = new Map(manifest.experiment.model.layers.map(({ name }, index) => [name, index]));
  const place = (name: string): number => places.get(name) ?? places.size;
  return [...names].sort((a, b) => place(a) - place(b));
}

/** Layers that have come in for any of the statistics, in the order of the model. */
export const layersWith = (scene: Scene, ...statistics: readonly LayerStatistic[]): readonly string[] =>
  inOrder(scene, [...new Set(statistics.flatMap((name) => [...scene.store.subjectsOf(name)]))]);

/** A layer for which one of these has come in can be picked. */
export const OF_PICKED_LAYERS = ['dead_units', 'activation_variance'] as const satisfies LayerStatistic[];

/** Layers to be offered, of which these were measured. In logs of other programs they may have histograms alone. */
export const offered = (
  measured: readonly string[],
  { source, experiment }: RunManifest,
): readonly string[] =>
  measured.length > 0 || source !== 'tensorboard'
    ? measured
    : experiment.model.layers.map(({ name }) => name);

/** Layers offered by the picker. */
export const layerChoices = (scene: Scene): readonly string[] =>
  offered(layersWith(scene, ...OF_PICKED_LAYERS), scene.manifest);

/** The layer picked, or else the deepest with dead units, where the effects of depth have added up. */
export function pickedLayer(scene: Scene): string | undefined {
  const layers = layerChoices(scene);
  const { layer } = scene.state;
  if (layer !== undefined && layers.includes(layer)) return layer;
  return layersWith(scene, 'dead_units').at(-1) ?? layers.at(-2) ?? layers.at(-1);
}

/** The part of an axis that is shown, if not all of it. */
export function zoomOf({ zoom }: PageState, axis: string, [low, high]: Range): Range | undefined {
  const range = zoom?.[axis];
  if (range === undefined || range[1] <= low || range[0] >= high) return undefined;
  return range[0] <= low && range[1] >= high ? undefined : range;
}
