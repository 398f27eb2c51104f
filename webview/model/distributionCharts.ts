import { t } from '../../src/shared/l10n';
import type { Chart } from './chart';
import { emptyText } from './chart';
import { histogramsOf, pickedDistributed } from './distributions';
import { histogramsPlot, lookOf } from './histogramsPlot';
import type { Scene } from './scene';
import { initializersOf, pickedLayer, shownInitializers, shownSeeds } from './scene';

const densest = (scene: Scene): string =>
  lookOf(scene) === 'heatmap'
    ? t('the brighter, the more values lie there')
    : t('the higher, the more values lie there');

/** How the values of one layer are distributed over time, for each initializer. */
export function distributionCharts(scene: Scene): readonly Chart[] {
  const distributed = pickedDistributed(scene);
  const layer = pickedLayer(scene);
  if (distributed === undefined || layer === undefined) return [];
  const [seed = 0] = shownSeeds(scene);
  const { activation } = scene.manifest.experiment.model.layers.find(({ name }) => name === layer) ?? {};
  return shownInitializers(scene).map((initializer) => ({
    id: `distribution-${initializersOf(scene.manifest).indexOf(initializer)}`,
    title: `${t('{0} of {1}', distributed.title, layer)}, ${initializer}`,
    hint: t('Seed {0}. Each step by itself: {1}.', seed, densest(scene)),
    plot: () =>
      histogramsPlot(scene, {
        initializer,
        distributed,
        histograms: histogramsOf(scene, initializer, distributed),
        activation,
        empty: emptyText(
          scene,
          scene.histograms.find(layer, { initializer, seed }) === undefined
            ? t('Reading the histograms…')
            : t('{0} has no histograms: none were recorded, or a value was not finite.', initializer),
        ),
      }),
  }));
}
