import { t } from '../../src/shared/l10n';
import { formatCount } from './format';

/** `Step 1,234 · epoch 2.50`. */
export const stepText = (step: number, { stepsPerEpoch }: { readonly stepsPerEpoch: number }): string =>
  t('Step {0} · epoch {1}', formatCount(step), (step / stepsPerEpoch).toFixed(2));
