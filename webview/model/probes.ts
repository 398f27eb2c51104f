import { statisticOf } from '../../src/runs/statistic';
import type { Statistic } from '../../src/runs/statistic';
import { t } from '../../src/shared/l10n';
import { at, lastAtOrBefore } from './columns';
import { formatCount } from './format';
import type { Scene } from './scene';
import { shownSeeds } from './scene';

/** Values of the seeds that are shown, at the selected step or the last probe before it. */
export const probedValues = (
  { store, ...scene }: Scene,
  initializer: string,
  tag: string,
): readonly number[] =>
  shownSeeds({ store, ...scene }).flatMap((seed) => {
    const columns = store.find({ initializer, seed, split: 'probe', tag });
    if (columns === undefined) return [];
    const index = lastAtOrBefore(columns.steps, scene.state.step ?? Number.POSITIVE_INFINITY);
    return index < 0 ? [] : [at(columns.values, index)];
  });

/** The same as mean and spread; undefined where nothing was measured. */
export function probed(scene: Scene, initializer: string, tag: string): Statistic | undefined {
  const values = probedValues(scene, initializer, tag);
  return values.length === 0 ? undefined : statisticOf(values);
}

/** Seeds whose value is NaN or infinite. */
export const lost = ({ count, finite }: Statistic): number => count - finite;

export const probeText = ({ state }: Scene): string =>
  state.step === undefined ? t('latest probe') : t('step {0}', formatCount(state.step));
