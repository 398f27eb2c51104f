import type { Chart } from './chart';
import { emptyText } from './chart';
import { histogramsOf, pickedDistributed } from './distributions';
import { histogramsPlot } from './histogramsPlot';
import type { Scene } from './scene';
import { initializersOf, pickedLayer, shownInitializers, shownSeeds } from './scene';

/** How the values of one layer are distributed over time, for each initializer. */
export function distributionCharts(scene: Scene): readonly Chart[] {
  const distributed = pickedDistributed(scene);
  const layer = pickedLayer(scene);
  if (distributed === undefined || layer === undefined) return [];
  const [seed = 0] = shownSeeds(scene);
  const { activation } = scene.manifest.experiment.model.layers.find(({ name }) => name === layer) ?? {};
  return shownInitializers(scene).map((initializer) => ({
    id: `distribution-${initializersOf(scene.manifest).indexOf(initializer)}`,
    title: `${distributed.title} of ${layer}, ${initializer}`,
    hint: `Seed ${seed}. Each step by itself: the densest values are brightest, or highest.`,
    plot: () =>
      histogramsPlot(scene, {
        initializer,
        distributed,
        histograms: histogramsOf(scene, initializer, distributed),
        activation,
        empty: emptyText(
          scene,
          scene.histograms.find(layer, { initializer, seed }) === undefined
            ? 'Reading the histograms…'
            : `${initializer} has no histograms: none were recorded, or a value was not finite.`,
        ),
      }),
  }));
}
