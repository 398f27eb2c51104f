import type { RunManifest } from '../../src/runs/run';
import type { PageState } from '../contract';
import type { SeriesStore } from './seriesStore';

/** All that the charts are a function of. */
export interface Scene {
  readonly manifest: RunManifest;
  readonly store: SeriesStore;
  readonly state: PageState;
}

export const initializersOf = ({ experiment }: RunManifest): readonly string[] =>
  experiment.initializers.map(({ label }) => label);

export const seedsOf = ({ experiment }: RunManifest): readonly number[] => experiment.training.seeds;

export const shownInitializers = ({ manifest, state }: Scene): readonly string[] =>
  initializersOf(manifest).filter((label) => !state.hiddenInitializers.includes(label));

export const shownSeeds = ({ manifest, state }: Scene): readonly number[] =>
  seedsOf(manifest).filter((seed) => !state.hiddenSeeds.includes(seed));

/** Layers that have come in for any of the statistics, in the order of the model. */
export function layersWith({ manifest, store }: Scene, ...statistics: readonly string[]): readonly string[] {
  const known = new Set(statistics.flatMap((statistic) => [...store.subjectsOf(statistic)]));
  const ordered = manifest.experiment.model.layers.map(({ name }) => name).filter((name) => known.has(name));
  return [...ordered, ...[...known].filter((name) => !ordered.includes(name))];
}

/** Layers offered by the picker. */
export const layerChoices = (scene: Scene): readonly string[] =>
  layersWith(scene, 'dead_units', 'activation_variance');

/** The layer picked, or else the deepest with dead units, where the effects of depth have added up. */
export function pickedLayer(scene: Scene): string | undefined {
  const layers = layerChoices(scene);
  const { layer } = scene.state;
  if (layer !== undefined && layers.includes(layer)) return layer;
  return layersWith(scene, 'dead_units').at(-1) ?? layers.at(-2) ?? layers.at(-1);
}
