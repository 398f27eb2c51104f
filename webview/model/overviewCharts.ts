import { ACCURACY, LOSS } from '../../src/shared/tags';
import { t } from '../../src/shared/l10n';
import type { Chart } from './chart';
import { emptyText } from './chart';
import type { Source } from './curves';
import { logServesBetter } from './outliers';
import type { Scene } from './scene';
import type { StepsChart } from './stepsPlot';
import { stepsPlot } from './stepsPlot';

const splitHint = (): string => t('Thin: minibatch in training. Thick, with points: validation.');

/** Charts of how training went. A regression has no accuracy. */
export function overviewCharts(scene: Scene): readonly Chart[] {
  const classifies = scene.manifest.experiment.training.loss === 'softmaxCrossEntropy';
  return [lossChart(scene, classifies), ...(classifies ? [accuracyChart(scene)] : [])];
}

function lossChart(scene: Scene, classifies: boolean): Chart {
  const log = scene.state.logScale['loss'] ?? logServesBetter(scene, LOSS);
  return {
    id: 'loss',
    title: t('Loss'),
    hint: splitHint(),
    log,
    plot: (buckets) =>
      stepsPlot(
        scene,
        {
          ...overSplits(scene, LOSS),
          yTitle: classifies ? t('Cross-entropy (nats)') : t('Mean squared error'),
          log,
          min: 0,
          unbounded: true,
        },
        buckets,
      ),
  };
}

const accuracyChart = (scene: Scene): Chart => ({
  id: 'accuracy',
  title: t('Accuracy'),
  hint: splitHint(),
  plot: (buckets) =>
    stepsPlot(
      scene,
      {
        ...overSplits(scene, ACCURACY),
        yTitle: t('Accuracy (%)'),
        log: false,
        min: 0,
        max: 1,
        percent: true,
      },
      buckets,
    ),
});

function overSplits(scene: Scene, quantity: string): Pick<StepsChart, 'sources' | 'empty'> {
  const sources: readonly Source[] = [
    { name: t('Training'), split: 'train', tag: quantity, noisy: true },
    { name: t('Validation'), split: 'validation', tag: quantity, noisy: false },
  ];
  const hidden: readonly string[] = scene.state.hiddenSplits ?? [];
  return {
    sources: sources.filter(({ split }) => !hidden.includes(split)),
    empty: emptyText(scene, t('Nothing to show: all lines are hidden.')),
  };
}
