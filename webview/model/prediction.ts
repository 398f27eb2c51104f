import { tag } from '../../src/shared/tags';
import type { LayerStatistic } from '../../src/shared/tags';
import { statisticOf } from '../../src/runs/statistic';
import { t } from '../../src/shared/l10n';
import { at } from './columns';
import { formatValue } from './format';
import type { Scene } from './scene';
import { shownSeeds } from './scene';

/** What theory said of a layer before training; undefined where it said nothing, or nothing finite. */
export function predictedOf(
  { manifest }: Pick<Scene, 'manifest'>,
  initializer: string,
  layer: string,
  statistic: LayerStatistic,
): number | undefined {
  const value = manifest.prediction?.[initializer]?.[layer]?.[statistic];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * By which share of the prediction step 0 was measured above it, on average over the seeds shown; undefined where
 * either is missing, or the prediction is 0.
 */
export function differenceFrom(
  scene: Scene,
  initializer: string,
  layer: string,
  statistic: LayerStatistic,
): number | undefined {
  const predicted = predictedOf(scene, initializer, layer, statistic);
  const measured = statisticOf(
    shownSeeds(scene).flatMap((seed) => {
      const columns = scene.store.find({ initializer, seed, split: 'probe', tag: tag(statistic, layer) });
      return columns !== undefined && at(columns.steps, 0) === 0 ? [at(columns.values, 0)] : [];
    }),
  ).mean;
  if (predicted === undefined || predicted === 0 || !Number.isFinite(measured)) return undefined;
  return measured / predicted - 1;
}

/** `0.512, measured 3 % above`: the prediction, and where step 0 lay. */
export function predictionText(
  scene: Scene,
  initializer: string,
  layer: string,
  statistic: LayerStatistic,
): string | undefined {
  const predicted = predictedOf(scene, initializer, layer, statistic);
  if (predicted === undefined) return undefined;
  const text = formatValue(predicted);
  const off = differenceFrom(scene, initializer, layer, statistic);
  if (off === undefined) return text;
  const percent = Math.abs(100 * off);
  const size =
    percent < 0.5
      ? t('as measured')
      : off > 0
        ? t('measured {0} % above', percent.toFixed(0))
        : t('measured {0} % below', percent.toFixed(0));
  return `${text}, ${size}`;
}
