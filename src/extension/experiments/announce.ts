import { basename } from 'node:path';
import type { EndedSession } from '../sessions/session';
import { runCommand } from '../ui/commands';
import { t } from '../ui/l10n';
import { notify } from '../ui/notify';
import type { Action } from '../ui/notify';

export interface Ending {
  readonly session: EndedSession;
  /** Best initializer with its figure. */
  readonly best: string | undefined;
  /** The person looks at the run, or does not want to be told. */
  readonly quiet: boolean;
}

/** Tells how a session ended, with what can be done now. */
export async function announceEnd({ session, best, quiet }: Ending): Promise<void> {
  const { title, run, end } = session;
  const folder = run?.runFolder;
  const onRun = (
    label: string,
    id: 'initscope.openRun' | 'initscope.runAgain' | 'initscope.resume',
  ): Action[] => (folder === undefined ? [] : [{ title: label, run: () => runCommand(id, { folder }) }]);
  const showLog: Action = { title: t('Show log'), run: () => runCommand('initscope.showLog') };
  switch (end.kind) {
    case 'rejected':
      return; // who asked for it is told by the command
    case 'finished':
      if (end.state === 'finished' && !quiet)
        await notify(
          'info',
          best === undefined
            ? t('{0} has finished.', title)
            : t('{0} has finished: {1} is best.', title, best),
          ...onRun(t('Open run'), 'initscope.openRun'),
        );
      return;
    case 'failed':
      await notify(
        'error',
        t('{0} failed: {1}', title, end.failure.message),
        showLog,
        ...onRun(t('Resume'), 'initscope.resume'),
        ...onRun(t('Run again'), 'initscope.runAgain'),
      );
      return;
    case 'interrupted': {
      const name = folder === undefined ? title : `${title} (${basename(folder)})`;
      await notify(
        'error',
        t('{0} was interrupted: {1}', name, end.message),
        showLog,
        ...onRun(t('Resume'), 'initscope.resume'),
      );
    }
  }
}
