import type { RunManifest } from '../../src/runs/run';
import { t } from '../../src/shared/l10n';
import { h } from './h';
import { progressRing } from './toolkit';

export const loading = (): HTMLElement =>
  h(
    'div',
    { class: 'loading', role: 'status' },
    progressRing(t('Loading')),
    h('p', {}, t('Reading the run…')),
  );

/** What went wrong, said above the charts; what is there stays visible below. */
export const notice = (title: string, detail: string, log: readonly string[] = []): HTMLElement =>
  h(
    'div',
    { class: 'notice', role: 'alert' },
    h('p', { class: 'notice-title' }, title),
    h('p', {}, detail),
    ...(log.length === 0
      ? []
      : [h('details', {}, h('summary', {}, t('Last log lines')), h('pre', {}, log.join('\n')))]),
  );

export function failureNotice({ state, failure }: RunManifest): HTMLElement | undefined {
  if (state !== 'failed' && state !== 'interrupted') return undefined;
  const title = state === 'failed' ? t('This run failed') : t('This run was interrupted');
  const detail =
    failure?.message ?? t('Its process ended before training did. What it recorded is shown below.');
  return notice(title, detail, failure?.log);
}

/** Said in place of a tab that has nothing to show. */
export const notRecorded = (title: string, detail: string): HTMLElement =>
  h('div', { class: 'nothing' }, h('p', { class: 'nothing-title' }, title), h('p', {}, detail));
