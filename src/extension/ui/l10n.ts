export { t, translateWith, translator } from '../../shared/l10n';
export type { Translate } from '../../shared/l10n';
