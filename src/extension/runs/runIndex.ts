import { isAbsolute, join } from 'node:path';
import { workspace } from 'vscode';
import type { WorkspaceFolder } from 'vscode';
import { RunStore } from '../../runs/store/runStore';
import type { ReadableRun, RunEntry } from '../../runs/store/runStore';
import { LogFolders } from './logFolders';
import { Disposables, every } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import { affects, readSetting } from '../ui/settings';
import { Signal } from '../ui/signal';

interface Listed {
  readonly store: RunStore;
  entries: readonly RunEntry[];
}

/** The runs of all workspace folders, as they are on disk, whoever made them. */
export class RunIndex implements Disposable {
  readonly changed = new Signal();
  readonly #failed: (error: unknown) => void;
  readonly #owned = new Disposables();
  #watches = new Disposables();
  #listed: Listed[] = [];
  readonly #logs = new LogFolders();
  #logged: readonly RunEntry[] = [];

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
    this.#owned.add(workspace.onDidChangeWorkspaceFolders(() => this.#open()));
    this.#owned.add(
      workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'initscope.runsFolder') || affects(event, 'initscope.logFolders')) this.#open();
      }),
    );
    this.#open();
  }

  /** All runs, the latest first. */
  entries(): readonly RunEntry[] {
    const all = this.#listed.flatMap(({ entries }) => entries);
    const sorted =
      this.#listed.length < 2 ? all : all.toSorted((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
    return [...sorted, ...this.#logged];
  }

  readable(): readonly ReadableRun[] {
    return this.entries().filter((entry) => entry.kind === 'run');
  }

  find(folder: string): RunEntry | undefined {
    return this.entries().find((entry) => entry.folder === folder);
  }

  /** The store that a run belongs to. */
  storeOf(folder: string): RunStore | undefined {
    return this.#listed.find(({ entries }) => entries.some((entry) => entry.folder === folder))?.store;
  }

  /** Lists all runs again; what waits for it sees the runs as they are now. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#listed.map((listed) => this.#list(listed)), this.#listLogs()]);
  }

  dispose(): void {
    this.#watches.dispose();
    this.#owned.dispose();
    this.changed.dispose();
  }

  #open(): void {
    this.#watches.dispose();
    this.#watches = new Disposables();
    const folders = new Set((workspace.workspaceFolders ?? []).map(runsFolderIn));
    this.#listed = [...folders].map((folder) => ({ store: new RunStore(folder), entries: [] }));
    for (const listed of this.#listed)
      this.#watches.add({ dispose: listed.store.watch(() => void this.#list(listed)) });
    this.#logs.open();
    if (!this.#logs.isEmpty) this.#watches.add(every(LOGS_MILLISECONDS, () => void this.#listLogs()));
    void this.refresh();
  }

  async #listLogs(): Promise<void> {
    const before = JSON.stringify(this.#logged);
    this.#logged = await this.#logs.list();
    if (JSON.stringify(this.#logged) !== before) this.changed.fire();
  }

  async #list(listed: Listed): Promise<void> {
    try {
      listed.entries = await listed.store.list();
      this.changed.fire();
    } catch (error) {
      this.#failed(error);
    }
  }
}

/** Between two looks at logs that other programs write. */
const LOGS_MILLISECONDS = 5000;

/** Where the runs of a workspace folder are kept. */
export function runsFolderIn({ uri }: Pick<WorkspaceFolder, 'uri'>): string {
  const folder = readSetting('initscope.runsFolder', uri);
  return isAbsolute(folder) ? folder : join(uri.fsPath, folder);
}
