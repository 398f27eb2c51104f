import type { RunState, TrialState } from './run';
import { t } from '../shared/l10n';

/** States of runs, trials, sessions and initializers. */
type State = RunState | TrialState | 'starting' | 'stopping' | 'ended';

const NAMES: Readonly<Record<State, () => string>> = {
  waiting: () => t('waiting'),
  starting: () => t('starting'),
  running: () => t('running'),
  paused: () => t('paused'),
  stopping: () => t('stopping'),
  finished: () => t('finished'),
  ended: () => t('ended'),
  stopped: () => t('stopped'),
  failed: () => t('failed'),
  interrupted: () => t('interrupted'),
  diverged: () => t('diverged'),
};

export const stateName = (state: State): string => NAMES[state]();
