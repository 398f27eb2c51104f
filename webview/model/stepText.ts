import type { RunManifest } from '../../src/runs/run';
import { t } from '../../src/shared/l10n';
import { formatCount } from './format';
import { countsUpdates } from './xAxis';

/** `Step 1,234 · epoch 2.50`. */
export const stepText = (step: number, manifest: Pick<RunManifest, 'source' | 'stepsPerEpoch'>): string =>
  countsUpdates(manifest)
    ? t('Step {0} · epoch {1}', formatCount(step), (step / manifest.stepsPerEpoch).toFixed(2))
    : t('Step {0}', formatCount(step));
