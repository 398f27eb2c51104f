import { window } from 'vscode';
import type { RunReference } from '../../language/protocol';
import { runCommand } from '../ui/commands';
import { t } from '../ui/l10n';
import { stateName } from '../../runs/stateName';
import { Cancelled, UserError } from '../ui/userError';
import type { Session } from './session';
import type { Sessions } from './sessions';

/**
 * The session that a command is about: that of the run, the only one, or the one picked.
 *
 * @param fits which sessions the command can be applied to
 * @throws UserError when there is none, Cancelled when none is picked
 */
export async function chooseSession(
  sessions: Sessions,
  run: RunReference | undefined,
  fits: (session: Session) => boolean,
  placeHolder: string,
): Promise<Session> {
  const all = sessions.live();
  const named = run && all.filter((session) => session.run?.runFolder === run.folder);
  if (named?.length === 0)
    throw new UserError(t('This window does not train that run, so it cannot be controlled from here.'));
  const candidates = (named ?? all).filter(fits);
  const [first] = candidates;
  if (first === undefined) {
    if (all.length > 0)
      throw new UserError(t('{0} None of those that train now is in that state.', placeHolder));
    throw new UserError(t('Nothing trains in this window.'), {
      title: t('Run init experiment'),
      run: () => runCommand('initscope.run'),
    });
  }
  if (candidates.length === 1) return first;
  const picked = await window.showQuickPick(
    candidates.map((session) => ({ label: session.title, description: stateName(session.phase), session })),
    { placeHolder },
  );
  if (picked === undefined) throw new Cancelled();
  return picked.session;
}
