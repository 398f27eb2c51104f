import type { TrainerEnd } from '../../trainer/outcome';
import type { Progress, StartResult } from '../../trainer/protocol';

/** An experiment that a trainer process of this window works on, or has worked on. */
export interface Session {
  readonly id: number;
  /** Name of the experiment. */
  readonly title: string;
  /** Path of its config file. */
  readonly config: string;
  readonly phase: 'starting' | 'running' | 'paused' | 'stopping' | 'ended';
  /** Known once the trainer has started the run. */
  readonly run?: StartResult;
  readonly progress?: Progress;
  /** The process has not answered for a while: it is suspended, or in a very long step. */
  readonly silent?: boolean;
  readonly end?: SessionEnd;
  /** Another run of its sweep follows, so that its end is no news. */
  readonly goesOn?: boolean;
}

/** A session that is over. */
export type EndedSession = Session & { readonly end: SessionEnd };

export type SessionEnd =
  | TrainerEnd
  /** No run was made: the message says why. */
  | { readonly kind: 'rejected'; readonly message: string };

export type SessionEvent =
  | { readonly type: 'started'; readonly run: StartResult }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'responding'; readonly responds: boolean }
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  | { readonly type: 'stopping' }
  | { readonly type: 'ended'; readonly end: SessionEnd };

export const newSession = (id: number, title: string, config: string): Session => ({
  id,
  title,
  config,
  phase: 'starting',
});

/** What becomes of a session; once ended it stays as it is. */
export function next(session: Session, event: SessionEvent): Session {
  if (session.phase === 'ended') return session;
  switch (event.type) {
    case 'started':
      return { ...session, run: event.run, phase: session.phase === 'starting' ? 'running' : session.phase };
    case 'progress':
      return { ...session, progress: event.progress };
    case 'responding':
      return { ...session, silent: !event.responds };
    case 'paused':
      return session.phase === 'running' ? { ...session, phase: 'paused' } : session;
    case 'resumed':
      return session.phase === 'paused' ? { ...session, phase: 'running' } : session;
    case 'stopping':
      return { ...session, phase: 'stopping' };
    case 'ended':
      return { ...session, phase: 'ended', end: event.end };
  }
}
