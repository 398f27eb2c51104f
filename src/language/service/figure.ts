import { t } from '../../shared/l10n';
import type { Figure } from '../protocol';

/** `97.1 %` for accuracy, `loss 0.0312` for regression; what is not finite shows as it is. */
export function figureText({ metric, value }: Figure): string {
  if (metric === 'accuracy') return Number.isFinite(value) ? `${(100 * value).toFixed(1)} %` : String(value);
  return t('loss {0}', Number.isFinite(value) ? value.toPrecision(3) : String(value));
}
