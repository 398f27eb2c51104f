import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commands, env, l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import type { WebviewPanel } from 'vscode';
import { CONTRACT_VERSION } from '../../../webview/contract';
import type { HostMessage, Operation, PageMessage, TabId } from '../../../webview/contract';
import { panelHtml } from '../../../webview/html';
import type { RunSource } from '../../runs/openRun';
import { MANIFEST_FILE } from '../../runs/store/layout';
import type { RunEntry } from '../../runs/store/runStore';
import { runsBeside } from '../../runs/sweep/readSweep';
import { messageOf } from '../../shared/messageOf';
import type { CommandId } from '../contributions/commands';
import { RUN_PANEL } from '../contributions/views';
import type { RunIndex } from '../runs/runIndex';
import type { Sessions } from '../sessions/sessions';
import { runCommand } from '../ui/commands';
import { Disposables, every } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import { t } from '../ui/l10n';
import type { Log } from '../ui/log';
import { tellCopied } from '../ui/notify';
import { Signal } from '../ui/signal';
import { RunFeed } from './feed';
import { asPageMessage, runFolderOf } from './pageMessage';
import { Predictions } from './predictions';
import type { OpenNetworks } from './predictions';
import { saveAs } from './save';
import { SweepFeed } from './sweepFeed';

export interface PanelOptions {
  readonly extensionUri: Uri;
  readonly openRun: (folder: string) => RunSource;
  readonly openNetworks: (folder: string) => Promise<OpenNetworks>;
  readonly listOperations: (folder: string) => Promise<readonly Operation[]>;
  /** All runs there are, and when there are others. */
  readonly index: Pick<RunIndex, 'entries' | 'storeOf' | 'changed'>;
  readonly sessions: Sessions;
  readonly log: Log;
}

type Control = Extract<PageMessage, { type: 'control' }>['action'];

const COMMAND_OF = {
  pause: 'initscope.pause',
  resume: 'initscope.resume',
  stop: 'initscope.stop',
  runAgain: 'initscope.runAgain',
  openConfig: 'initscope.openConfig',
  exportReport: 'initscope.exportReport',
} as const satisfies Record<Control, CommandId>;

/** What serves one page. */
interface PanelParts {
  readonly feed: RunFeed;
  readonly predictions: Predictions;
  readonly sweep: SweepFeed;
  readonly send: (message: HostMessage) => void;
}

/** Between two looks at what lies beside a run that no index watches. */
const UNLISTED_MILLISECONDS = 5000;

/** Whether a run lies where no index watches. */
const isUnlisted = (index: PanelOptions['index'], folder: string): boolean =>
  index.storeOf(folder) === undefined && existsSync(join(folder, MANIFEST_FILE));

/** The runs among which those of a run's sweep are: those that are listed or, where it is not itself, those beside it. */
function runsAround(index: PanelOptions['index'], folder: string): () => Promise<readonly RunEntry[]> {
  const beside = runsBeside(folder);
  return () => (isUnlisted(index, folder) ? beside() : Promise.resolve(index.entries()));
}

/** The open run panels, at most one per run; those that were open come back after a reload. */
export class RunPanels implements Disposable {
  /** A panel has been opened. */
  readonly opened = new Signal();
  readonly #options: PanelOptions;
  readonly #owned = new Disposables();
  readonly #open = new Map<string, WebviewPanel>();
  /** Tabs that pages are to show once they listen, by run. */
  readonly #tabs = new Map<string, TabId>();

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#owned.add(
      window.registerWebviewPanelSerializer(RUN_PANEL, {
        deserializeWebviewPanel: (panel, state: unknown) => {
          const folder = runFolderOf(state);
          if (folder === undefined || this.#open.has(folder)) panel.dispose();
          else this.#fill(panel, folder);
          return Promise.resolve();
        },
      }),
    );
  }

  /**
   * Shows a run (or several, see `comparisonOf`), in the panel that shows it already if there is one.
   * @param tab absent = the one that was shown last
   */
  show(
    folder: string,
    column = window.activeTextEditor === undefined ? ViewColumn.Active : ViewColumn.Beside,
    tab?: TabId,
  ): void {
    const open = this.#open.get(folder);
    if (tab !== undefined) {
      // a page that is hidden is built anew when it is revealed
      if (open?.visible === true) void open.webview.postMessage({ type: 'show', tab } satisfies HostMessage);
      else this.#tabs.set(folder, tab);
    }
    if (open !== undefined) {
      open.reveal(undefined, true);
      return;
    }
    const panel = window.createWebviewPanel(RUN_PANEL, basename(folder), {
      viewColumn: column,
      preserveFocus: true,
    });
    this.#fill(panel, folder);
  }

  isVisible(folder: string): boolean {
    return this.#open.get(folder)?.visible === true;
  }

  dispose(): void {
    this.opened.dispose();
    this.#owned.dispose();
    for (const panel of this.#open.values()) panel.dispose();
  }

  #fill(panel: WebviewPanel, folder: string): void {
    const { extensionUri, openRun, openNetworks, index, sessions, log } = this.#options;
    const { webview } = panel;
    const resources = Uri.joinPath(extensionUri, 'dist', 'webview');
    const address = (file: string): string => webview.asWebviewUri(Uri.joinPath(resources, file)).toString();
    const owned = new Disposables();
    const send = (message: HostMessage): void => void webview.postMessage(message);
    const predictions = owned.add(new Predictions({ folder, open: () => openNetworks(folder), send }));
    const feed = owned.add(
      new RunFeed({
        reader: openRun(folder),
        send,
        named: (name) => (panel.title = name),
        warn: (message) => log.warn(message),
      }),
    );

    const sweep = owned.add(
      new SweepFeed({
        folder,
        entries: runsAround(index, folder),
        openRun,
        send,
        warn: (message) => log.warn(message),
      }),
    );
    owned.add(index.changed.listen(() => sweep.changed()));
    owned.add(
      every(UNLISTED_MILLISECONDS, () => {
        if (isUnlisted(index, folder)) sweep.changed();
      }),
    );

    this.#open.set(folder, panel);
    this.opened.fire();
    owned.add(
      sessions.changed.listen((session) => {
        if (session.run?.runFolder === folder) feed.progress(session);
      }),
    );
    owned.add(
      panel.onDidChangeViewState(() => {
        if (panel.visible) return;
        feed.hidden();
        sweep.hidden();
      }),
    );
    owned.add(
      panel.onDidDispose(() => {
        this.#open.delete(folder);
        owned.dispose();
      }),
    );
    owned.add(
      webview.onDidReceiveMessage((value: unknown) => {
        const message = asPageMessage(value);
        if (message === undefined) log.warn('The run panel sent a message that is not of its contract.');
        else
          this.#answer(message, folder, { feed, predictions, sweep, send }).catch((error: unknown) => {
            void window.showErrorMessage(`InitScope: ${messageOf(error)}`);
          });
      }),
    );

    panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icons', 'experiment.svg');
    webview.options = { enableScripts: true, localResourceRoots: [resources] };
    webview.html = panelHtml({
      script: address('panel.js'),
      style: address('panel.css'),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      ...(l10n.bundle && { language: { code: env.language, texts: l10n.bundle } }),
    });
  }

  #tellTab(folder: string, send: (message: HostMessage) => void): void {
    const tab = this.#tabs.get(folder);
    if (tab !== undefined) send({ type: 'show', tab });
    this.#tabs.delete(folder);
  }

  async #answer(
    message: PageMessage,
    folder: string,
    { feed, predictions, sweep, send }: PanelParts,
  ): Promise<void> {
    const { sessions, log, listOperations } = this.#options;
    switch (message.type) {
      case 'ready':
        if (message.version !== CONTRACT_VERSION)
          log.warn(
            `The run panel speaks version ${message.version} of its contract, not ${CONTRACT_VERSION}.`,
          );
        feed.ready();
        feed.progress(sessions.ofRun(folder));
        sweep.ready();
        this.#tellTab(folder, send);
        return;
      case 'handled':
        feed.handled();
        return;
      case 'ping':
        send({ type: 'pong' });
        return;
      case 'control':
        await runCommand(COMMAND_OF[message.action], { folder });
        return;
      case 'histograms':
        feed.histograms(message);
        return;
      case 'open':
        // a page opens runs that it has been told of, and nothing else on the disk
        if (sweep.hasTold(message.folder)) this.show(message.folder);
        return;
      case 'explain':
        await commands.executeCommand(
          'markdown.showPreview',
          Uri.joinPath(this.#options.extensionUri, 'docs', 'reference', 'health.md').with({
            fragment: message.rule.toLowerCase(),
          }),
        );
        return;
      case 'predictions':
        await predictions.ask(message);
        return;
      case 'operations':
        send(
          await listOperations(folder).then(
            (operations) => ({ type: 'operations', operations }) as const,
            (error: unknown) => ({ type: 'noOperations', reason: messageOf(error) }) as const,
          ),
        );
        return;
      case 'save': {
        const { name, mime, content } = message;
        const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
        await saveAs(workspace.workspaceFolders?.[0]?.uri ?? Uri.file(folder), name, mime, bytes);
        return;
      }
      case 'copy':
        await env.clipboard.writeText(message.text);
        tellCopied(t('InitScope: table copied'));
        return;
    }
  }
}
