/**
 * What reports are made with, charts included: a bundle of its own (scripts/bundles.ts), that the extension loads when a
 * report is asked for. It has a `t` of its own, which is to be told the language.
 */
export { REPORT_FORMS, reportForms } from '../../report/forms';
export type { ReportFormName } from '../../report/forms';
export { translateWith, translator } from '../../shared/l10n';
