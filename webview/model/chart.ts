import { t } from '../../src/shared/l10n';
import type { Plot } from './plot';
import type { Scene } from './scene';

/** One chart of a tab, as a function of the scene. */
export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** How to read it. */
  readonly hint: string;
  /** Whether its scale is logarithmic; absent where there is no choice. */
  readonly log?: boolean;
  /** @param buckets stretches of the x axis worth a point: one per pixel */
  readonly plot: (buckets: number) => Plot;
}

/** What is said of a chart that has nothing to draw. */
export const emptyText = ({ manifest, store }: Scene, otherwise: string): string => {
  if (!store.isEmpty) return otherwise;
  return manifest.state === 'running' || manifest.state === 'paused'
    ? t('Waiting for the first values…')
    : t('This run recorded no values.');
};
