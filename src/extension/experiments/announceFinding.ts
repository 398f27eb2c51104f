import { told } from '../../health/finding';
import type { HealthAction, HealthFinding } from '../../health/finding';
import { formatCount } from '../../shared/figures';
import type { Session } from '../sessions/session';
import { runCommand } from '../ui/commands';
import { t } from '../ui/l10n';
import { notify } from '../ui/notify';

const DONE: Readonly<Record<HealthAction, () => string>> = {
  note: () => '',
  notify: () => '',
  stopInitializer: () => t('Its trials were stopped.'),
  stopAll: () => t('The run was stopped.'),
};

/** Tells at once what a health rule found, where the config asks for it. */
export async function announceFinding({ title, run }: Session, finding: HealthFinding): Promise<void> {
  const { severity, action, initializer, step } = finding;
  const { message, advice } = told(finding);
  const folder = run?.runFolder;
  const found = t('{0}, {1}, step {2}: {3}.', title, initializer ?? t('data'), formatCount(step), message);
  await notify(
    severity,
    [found, DONE[action](), advice].filter((part) => part !== '').join(' '),
    ...(folder === undefined
      ? []
      : [{ title: t('Open run'), run: () => runCommand('initscope.openRun', { folder }) }]),
  );
}
