import { t } from '../../src/shared/l10n';
import type { TabId } from '../contract';

/** The tabs in their order; that of the sweep is for runs that belong to one. */
export const TAB_IDS = [
  'sweep',
  'overview',
  'layers',
  'distributions',
  'health',
  'model',
  'predictions',
] as const satisfies readonly TabId[];

export const tabTitles = (): Readonly<Record<TabId, string>> => ({
  sweep: t('Sweep'),
  overview: t('Overview'),
  layers: t('Layers'),
  distributions: t('Distributions'),
  health: t('Health'),
  model: t('Model'),
  predictions: t('Predictions'),
});
