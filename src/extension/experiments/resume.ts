import type { RunReference } from '../../language/protocol';
import { isLive } from '../../runs/live';
import { isResumable } from '../../runs/resumable';
import type { App } from '../app';
import { readableRun } from '../runs/manage';
import { asRunReference, pickRun } from '../runs/pickRun';
import type { SummaryCache } from '../runs/summaryCache';
import { chooseSession } from '../sessions/chooseSession';
import type { Session } from '../sessions/session';
import { t } from '../ui/l10n';
import { UserError } from '../ui/userError';
import { resumeRun } from './run';

/**
 * "Resume": lets training go on that is paused or, from its checkpoints, a run that has ended; the one that was pointed
 * at, or what the person picks.
 * @throws UserError when nothing can go on, Cancelled when the person backs out
 */
export async function resume(app: App, argument: unknown): Promise<void> {
  const { index, sessions, summaries } = app;
  const run = asRunReference(argument);
  const session = run && sessions.ofRun(run.folder);
  if (session?.phase === 'paused') return sessions.resume(session.id);
  if (run !== undefined) {
    if (session !== undefined) await ending(app, run, session);
    return resumeRun(app, run);
  }
  const isPaused = ({ phase }: Session): boolean => phase === 'paused';
  if (sessions.live().some(isPaused)) {
    const { id } = await chooseSession(sessions, undefined, isPaused, t('Which experiment is to go on?'));
    return sessions.resume(id);
  }
  await index.refresh();
  const runs = index.readable().filter(({ manifest }) => isResumable(manifest));
  if (runs.length === 0) throw new UserError(t('No run is paused, stopped or interrupted.'));
  const summaryOf: SummaryCache['get'] = (run) => summaries.get(run);
  return resumeRun(app, await pickRun({ runs, summaryOf }, t('Which run is to go on?')));
}

/**
 * Waits for a session to end that is about to: what has ended by its files may keep its process for a moment.
 * @throws UserError when it trains
 */
async function ending({ index, sessions }: App, run: RunReference, { id, phase }: Session): Promise<void> {
  await index.refresh();
  if (phase !== 'stopping' && isLive(readableRun(index, run).manifest))
    throw new UserError(t('This run trains already.'));
  await sessions.over(id);
}
