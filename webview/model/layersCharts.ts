import { t } from '../../src/shared/l10n';
import type { Chart } from './chart';
import { emptyText } from './chart';
import { deadPlot } from './deadPlot';
import { heatPlot } from './heatPlot';
import { layersPlot } from './layersPlot';
import type { Measure } from './measures';
import { measuredLayers, pickedMeasure } from './measures';
import { predictedOf } from './prediction';
import { probeText } from './probes';
import type { Scene } from './scene';
import { initializersOf, pickedLayer, shownInitializers } from './scene';
import { stepsPlot } from './stepsPlot';

/** Charts of what happens inside the network: over depth, over time, and both. */
export function layersCharts(scene: Scene): readonly Chart[] {
  const measure = pickedMeasure(scene);
  return [
    ...(measure === undefined ? [] : [byDepth(scene, measure), overSteps(scene, measure)]),
    ...(scene.store.subjectsOf('dead_units').size > 0 ? [deadByLayer(scene)] : []),
    ...(measure === undefined ? [] : heatmaps(scene, measure)),
  ];
}

/** Shares are bounded and often zero; other figures span orders of magnitude. */
const isLog = ({ state }: Scene, id: string, { percent }: Measure): { readonly log?: boolean } =>
  percent === true ? {} : { log: state.logScale[id] ?? true };

function byDepth(scene: Scene, measure: Measure): Chart {
  const scale = isLog(scene, 'byDepth', measure);
  return {
    id: 'byDepth',
    title: t('{0} over depth', measure.title),
    hint: `${t('At {0}.', probeText(scene))} ${measure.hint}${predictionHint(scene, measure)}`,
    ...scale,
    plot: () =>
      layersPlot(scene, {
        measure,
        log: scale.log === true,
        empty: emptyText(scene, t('No {0} was recorded.', measure.title.toLowerCase())),
      }),
  };
}

function overSteps(scene: Scene, measure: Measure): Chart {
  const layer = pickedLayer(scene);
  const measured = measuredLayers(scene, measure).find((one) => one.layer === layer);
  const { predicted, percent } = measure;
  const scale = isLog(scene, 'overSteps', measure);
  const { title } = measure;
  return {
    id: 'overSteps',
    title: layer === undefined ? t('{0} over steps', title) : t('{0} of {1}', title, layer),
    hint: `${t('Over steps.')}${predictionHint(scene, measure)}`,
    ...scale,
    plot: (buckets) =>
      stepsPlot(
        scene,
        {
          sources:
            measured === undefined ? [] : [{ name: title, split: 'probe', tag: measured.tag, noisy: false }],
          yTitle: percent === true ? `${title} (%)` : title,
          log: scale.log === true,
          min: 0,
          ...(percent === true ? { percent: true, max: 1 } : { unbounded: true }),
          empty: emptyText(
            scene,
            t('No {0} of {1}, or its lines are hidden.', title.toLowerCase(), layer ?? t('a layer')),
          ),
          predicted: (initializer) =>
            layer === undefined || predicted === undefined
              ? undefined
              : predictedOf(scene, initializer, layer, predicted),
        },
        buckets,
      ),
  };
}

/** Ids follow the place in the experiment, so that a card stays the same initializer's. */
const heatmaps = (scene: Scene, measure: Measure): readonly Chart[] =>
  shownInitializers(scene).map((initializer) => ({
    id: `heat-${initializersOf(scene.manifest).indexOf(initializer)}`,
    title: `${measure.title}, ${initializer}`,
    hint: t('Layers over steps, in colours that all initializers share.'),
    plot: () =>
      heatPlot(
        scene,
        initializer,
        measure,
        emptyText(scene, t('Nothing was recorded for {0}.', initializer)),
      ),
  }));

const deadByLayer = (scene: Scene): Chart => ({
  id: 'dead',
  title: t('Dead ReLUs'),
  hint: t(
    'Units that are zero on every probe sample, at {0}; one piece a layer, first at the bottom.',
    probeText(scene),
  ),
  plot: () => deadPlot(scene, emptyText(scene, t('No layer here can have dead units: they come with ReLU.'))),
});

function predictionHint({ manifest }: Scene, { predicted }: Measure): string {
  if (manifest.prediction === undefined || predicted === undefined) return '';
  const taken = Object.keys(manifest.experiment.transfer?.layers ?? {});
  const hint =
    taken.length === 0
      ? t('Dashed: predicted before training.')
      : t(
          'Dashed: predicted before training; of the weights taken over ({0}) by mean and variance alone.',
          taken.join(', '),
        );
  return ` ${hint}`;
}
