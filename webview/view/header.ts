import type { RunManifest, RunState } from '../../src/runs/run';
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

const STATES: Readonly<Record<RunState, string>> = {
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

/** Name, state, progress and what can be done with the run. */
export function createHeader(act: (action: Action) => void): Header {
  const name = h('h1');
  const state = badge();
  const facts = h('p', { class: 'facts' });
  const pause = button('Pause', () => act(pause.textContent === 'Resume' ? 'resume' : 'pause'));
  const stop = button('Stop', () => act('stop'));
  const again = button('Run again', () => act('runAgain'), 'primary');
  const openConfig = button('Open config', () => act('openConfig'));
  const exportReport = button('Export report', () => act('exportReport'));
  const progressText = h('span', { class: 'progress-text' });
  const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Training progress' });
  const progressRow = h('div', { class: 'progress', hidden: true }, bar, progressText);

  return {
    element: h(
      'header',
      { class: 'run-header' },
      h('div', { class: 'run-title' }, h('div', { class: 'run-name' }, name, state), facts),
      h(
        'div',
        { class: 'actions', role: 'group', 'aria-label': 'Run' },
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
      setText(state, STATES[manifest.state]);
      setAttribute(state, 'data-state', manifest.state);
      setText(facts, factsOf(manifest));
      setText(pause, manifest.state === 'paused' ? 'Resume' : 'Pause');
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
  if (source === 'comparison') return 'Several runs: layers, epochs and dataset are those of the first.';
  const begun = new Date(started);
  const date = begun.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const seconds = ended === undefined ? undefined : (Date.parse(ended) - begun.getTime()) / 1000;
  const device = engine.device === '' || engine.device === engine.name ? '' : ` on ${engine.device}`;
  return [
    name === id ? `run ${id}` : experiment.name,
    `${engine.name}${device}`,
    `started ${date}`,
    ...(seconds === undefined ? [] : [`took ${formatDuration(seconds)}`]),
  ].join(' · ');
}

function progressOf({ done, total, stepsPerSecond, etaSeconds }: LiveProgress, paused: boolean): string {
  if (total === 0) return paused ? 'paused' : 'starting';
  const share = Math.floor((100 * done) / total);
  const count = `${share} % · ${formatCount(done)} of ${formatCount(total)} updates`;
  if (paused) return `${count} · paused`;
  return `${count} · ${formatCount(stepsPerSecond)}/s · ${formatDuration(etaSeconds)} left`;
}
