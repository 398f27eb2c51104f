import { parseFindings } from '../src/health/finding';
import type { HealthFinding } from '../src/health/finding';
import type { RunManifest } from '../src/runs/run';
import type { SweepFacts } from '../src/runs/sweep/facts';
import { t } from '../src/shared/l10n';
import { messageOf } from '../src/shared/messageOf';
import type { Channel } from './channel';
import { watchHost } from './connection';
import type { Connection } from './connection';
import { CONTRACT_VERSION } from './contract';
import type { LiveProgress, PageState } from './contract';
import { browserClock, createPace } from './pace';
import { parseHostMessage } from './model/messages';
import { HistogramStore } from './model/histogramStore';
import { PredictionStore } from './model/predictionStore';
import { restoreState } from './model/pageState';
import type { Scene } from './model/scene';
import { SeriesStore } from './model/seriesStore';
import { createRunView } from './view/runView';
import { loading, notice } from './view/notices';
import { onThemeChange } from './view/theme';

/** Joins messages, page state and view; draws when there is something new, and time. */
export function startApp(root: HTMLElement, channel: Channel): void {
  const store = new SeriesStore();
  const histograms = new HistogramStore();
  const predictions = new PredictionStore();
  let state = restoreState(channel.restore());
  let manifest: RunManifest | undefined;
  let progress: LiveProgress | undefined;
  let findings: readonly HealthFinding[] = [];
  let operations: Scene['operations'];
  let sweep: SweepFacts | undefined;
  let problem: string | undefined;
  let lost = false;

  const change = (edit: (state: PageState) => PageState): void => {
    state = edit(state);
    channel.keep(state);
    pace.now();
  };
  const view = createRunView({
    standalone: channel.standalone,
    change,
    need: once((request) => channel.post({ type: 'histograms', ...request })),
    ask: once((request) => channel.post({ type: 'predictions', ...request })),
    listOperations: () => channel.post({ type: 'operations' }),
    output: (output) => channel.post(output),
    explain: (rule) => channel.post({ type: 'explain', rule }),
    open: (folder) => channel.post({ type: 'open', folder }),
    act: (action) => channel.post({ type: 'control', action }),
  });
  const waiting = loading();
  const disconnected = notice(
    t('The extension does not answer'),
    t(
      'What is shown may be old. If the extension was restarted, close this panel and open the run again from the explorer.',
    ),
  );
  const draw = (): void => {
    const parts = [
      ...(lost ? [disconnected] : []),
      ...(problem === undefined ? [] : [notice(t('This run cannot be shown'), problem)]),
      ...(manifest !== undefined ? [view.element] : problem === undefined ? [waiting] : []),
    ];
    if (parts.length !== root.children.length || parts.some((part, index) => part !== root.children[index]))
      root.replaceChildren(...parts);
    if (manifest !== undefined)
      view.update(
        {
          manifest,
          store,
          state,
          histograms,
          predictions,
          findings,
          sweep,
          ...(operations && { operations }),
        },
        progress,
      );
    // what the host alone knows is left out
    view.element.classList.toggle('is-lost', lost);
  };
  const pace = createPace(draw, browserClock);
  const fail = (error: unknown): void => {
    problem = messageOf(error);
    pace.request();
  };
  const receive = (data: unknown): void => {
    const message = parseHostMessage(data);
    const isFirst = message.type === 'series' && store.isEmpty;
    switch (message.type) {
      case 'manifest':
        manifest = message.manifest;
        problem = undefined;
        if (message.runFolder !== undefined && message.runFolder !== state.runFolder) {
          state = { ...state, runFolder: message.runFolder };
          channel.keep(state);
        }
        break;
      case 'series':
        store.apply(message.deltas);
        break;
      case 'histograms':
        histograms.apply(message);
        break;
      case 'validation':
      case 'samples':
      case 'evaluation':
      case 'notEvaluated':
        predictions.apply(message);
        break;
      case 'findings':
        findings = parseFindings(message.lines);
        break;
      case 'operations':
        operations = message.operations;
        break;
      case 'noOperations':
        operations = { problem: message.reason };
        break;
      case 'sweep':
        sweep = message.facts;
        break;
      case 'show':
        change((kept) => ({ ...kept, tab: message.tab }));
        break;
      case 'progress':
        progress = message.progress;
        break;
      case 'pong':
        return;
      case 'unavailable':
        problem = message.reason;
        break;
    }
    if (message.type === 'manifest' || message.type === 'series') channel.post({ type: 'handled' });
    // a run that has changed its state is news, and so are its first points; points are many
    if (message.type === 'manifest' || isFirst) pace.now();
    else pace.request();
  };

  onThemeChange(pace.now);
  pace.request();
  const connection: Connection | undefined = channel.standalone
    ? undefined
    : watchHost(
        () => channel.post({ type: 'ping' }),
        (now) => {
          lost = now;
          pace.now();
        },
      );
  channel.listen((message) => {
    connection?.heard();
    try {
      receive(message);
    } catch (error) {
      fail(error);
      channel.post({ type: 'handled' }); // the next may fit again
    }
  }, fail);
  channel.post({ type: 'ready', version: CONTRACT_VERSION });
}

/** Passes a request on when it is another than the last one, or is to be made anew. */
function once<T>(post: (request: T) => void): (request: T, anew?: boolean) => void {
  let last = '';
  return (request, anew = false) => {
    const wanted = JSON.stringify(request);
    if (wanted === last && !anew) return;
    last = wanted;
    post(request);
  };
}
