import type { RunManifest, RunState } from '../../src/runs/run';
import { t } from '../../src/shared/l10n';
import type { LiveProgress, PageMessage } from '../contract';
import { formatCount, formatDuration } from '../model/format';
import { runTitle } from '../model/runTitle';
import { h, setAttribute, setText } from './h';
import { badge, button } from './toolkit';

export type Action = Extract<PageMessage, { type: 'control' }>['action'];

export interface Header {
  readonly element: HTMLElement;
  update(manifest: RunManifest, progress: LiveProgress | undefined): void;
}

const stateNames = (): Readonly<Record<RunState, string>> => ({
  running: t('Running'),
  paused: t('Paused'),
  finished: t('Finished'),
  stopped: t('Stopped'),
  failed: t('Failed'),
  interrupted: t('Interrupted'),
});

/** Name, state, progress and what can be done with the run. */
export function createHeader(act: (action: Action) => void): Header {
  let isPaused = false;
  const name = h('h1');
  const state = badge();
  const facts = h('p', { class: 'facts' });
  const pause = button(t('Pause'), () => act(isPaused ? 'resume' : 'pause'));
  const stop = button(t('Stop'), () => act('stop'));
  const again = button(t('Run again'), () => act('runAgain'), 'primary');
  const openConfig = button(t('Open config'), () => act('openConfig'));
  const exportReport = button(t('Export report'), () => act('exportReport'));
  const progressText = h('span', { class: 'progress-text' });
  const bar = h('progress', { max: 1, value: 0, 'aria-label': t('Training progress') });
  const progressRow = h('div', { class: 'progress', hidden: true }, bar, progressText);

  return {
    element: h(
      'header',
      { class: 'run-header' },
      h('div', { class: 'run-title' }, h('div', { class: 'run-name' }, name, state), facts),
      h(
        'div',
        { class: 'actions', role: 'group', 'aria-label': t('Run') },
        pause,
        stop,
        again,
        openConfig,
        exportReport,
      ),
      progressRow,
    ),
    update(manifest, progress) {
      const live = progress !== undefined && (manifest.state === 'running' || manifest.state === 'paused');
      setText(name, runTitle(manifest));
      setText(state, stateNames()[manifest.state]);
      setAttribute(state, 'data-state', manifest.state);
      setText(facts, factsOf(manifest));
      isPaused = manifest.state === 'paused';
      setText(pause, isPaused ? t('Resume') : t('Pause'));
      pause.hidden = stop.hidden = !live;
      // what was not trained here has no config, and a comparison is on no disk
      again.hidden = live || manifest.source !== undefined;
      openConfig.hidden = manifest.source !== undefined;
      exportReport.hidden = manifest.source === 'comparison';
      progressRow.hidden = !live;
      if (live) {
        bar.value = progress.total > 0 ? progress.done / progress.total : 0;
        setText(progressText, progressOf(progress, manifest.state === 'paused'));
      }
    },
  };
}

/** `run 2026-11-22T09-14-00-x1f3 · wasm on 2 threads · started 22 Nov 2026, 09:14`. */
function factsOf({ id, name, source, experiment, engine, started, ended }: RunManifest): string {
  if (source === 'comparison') return t('Several runs: layers, epochs and dataset are those of the first.');
  const begun = new Date(started);
  const date = begun.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const seconds = ended === undefined ? undefined : (Date.parse(ended) - begun.getTime()) / 1000;
  const { name: engineName, device } = engine;
  return [
    name === id ? t('run {0}', id) : experiment.name,
    device === '' || device === engineName ? engineName : t('{0} on {1}', engineName, device),
    t('started {0}', date),
    ...(seconds === undefined ? [] : [t('took {0}', formatDuration(seconds))]),
  ].join(' · ');
}

function progressOf({ done, total, stepsPerSecond, etaSeconds }: LiveProgress, paused: boolean): string {
  if (total === 0) return paused ? t('paused') : t('starting');
  const share = Math.floor((100 * done) / total);
  const count = t('{0} % · {1} of {2} updates', share, formatCount(done), formatCount(total));
  if (paused) return `${count} · ${t('paused')}`;
  return `${count} · ${formatCount(stepsPerSecond)}/s · ${t('{0} left', formatDuration(etaSeconds))}`;
}
