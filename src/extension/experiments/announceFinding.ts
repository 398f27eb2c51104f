import type { HealthAction, HealthFinding } from '../../health/finding';
import type { Session } from '../sessions/session';
import { runCommand } from '../ui/commands';
import { notify } from '../ui/notify';

const DONE: Readonly<Record<HealthAction, string>> = {
  note: '',
  notify: '',
  stopInitializer: ' Its trials were stopped.',
  stopAll: ' The run was stopped.',
};

/** Tells at once what a health rule found, where the config asks for it. */
export async function announceFinding(
  { title, run }: Session,
  { severity, action, initializer, step, message, advice }: HealthFinding,
): Promise<void> {
  const folder = run?.runFolder;
  await notify(
    severity,
    `${title}, ${initializer ?? 'data'}, step ${step}: ${message}.${DONE[action]} ${advice}`,
    ...(folder === undefined
      ? []
      : [{ title: 'Open run', run: () => runCommand('initscope.openRun', { folder }) }]),
  );
}
