import type { RunManifest, TrialManifest } from '../../src/runs/run';
import { t } from '../../src/shared/l10n';
import { formatCount } from './format';

/** What sets an initializer's trials apart from a plain finish: `diverged at step 12`, `2 of 3 seeds diverged`. */
export function trialNote({ trials, state }: RunManifest, initializer: string): string | undefined {
  const own = trials.filter((trial) => trial.initializer === initializer);
  const diverged = own.filter((trial) => trial.state === 'diverged');
  if (diverged.length > 0) return divergedNote(own, diverged);
  if (own.length > 0 && own.every((trial) => trial.state === 'stopped')) return t('stopped');
  const live = state === 'running' || state === 'paused';
  if (live && own.every((trial) => trial.state === 'waiting')) return t('waiting');
  return undefined;
}

function divergedNote(own: readonly TrialManifest[], diverged: readonly TrialManifest[]): string {
  if (diverged.length < own.length) return t('{0} of {1} seeds diverged', diverged.length, own.length);
  const step = Math.min(...diverged.map((trial) => trial.divergence?.step ?? trial.step));
  return t('diverged at step {0}', formatCount(step));
}
