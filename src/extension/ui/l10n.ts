export { t, translateWith } from '../../shared/l10n';
export type { Translate } from '../../shared/l10n';
