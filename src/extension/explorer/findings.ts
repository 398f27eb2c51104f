import { SEVERITIES, told } from '../../health/finding';
import type { HealthFinding, HealthSeverity } from '../../health/finding';
import type { FindingGroup } from '../../runs/groupFindings';
import { formatCount } from '../../shared/figures';
import { escapeMarkdown } from '../ui/format';
import { t } from '../ui/l10n';

const ICONS: Readonly<Record<HealthSeverity, string>> = {
  error: '$(error)',
  warning: '$(warning)',
  info: '$(info)',
};

/** The gravest kind of finding and how many of it there are: `2 warnings`; notes alone are not worth a badge. */
export function findingCount(findings: readonly HealthFinding[]): string | undefined {
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  if (worst === undefined || worst === 'info') return undefined;
  const count = findings.filter(({ severity }) => severity === worst).length;
  if (worst === 'error') return count === 1 ? t('1 error') : t('{0} errors', count);
  return count === 1 ? t('1 warning') : t('{0} warnings', count);
}

/** Markdown with icons. */
export function findingText({ first }: FindingGroup): string {
  const { message, advice } = told(first);
  const found = t('Step {0}: {1}.', formatCount(first.step), escapeMarkdown(message));
  return `${ICONS[first.severity]} ${found}  \n${escapeMarkdown(advice)}`;
}
