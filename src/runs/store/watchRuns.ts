import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock';
import type { RunManifest } from '../run';
import type { RunEntry } from './runStore';

interface Listing {
  readonly folder: string;
  list(): Promise<readonly RunEntry[]>;
}

/** Changes come in bursts (folder, lock, temporary file, run.json). */
const DEBOUNCE_MILLISECONDS = 100;
/** Finds what the system does not tell: on network drives, when watches run out, and when a trainer dies. */
const POLL_MILLISECONDS = 2000;

/**
 * Watches the runs folder, each experiment's folder and each running run's folder, and looks at the list after a
 * change and every two seconds. `onChange` is called when the list differs from the one before.
 *
 * @returns ends the watch
 */
export function watchRuns(store: Listing, clock: Clock, onChange: () => void): () => void {
  const watch = new RunsWatch(store, clock, onChange);
  void watch.look();
  return () => watch.close();
}

class RunsWatch {
  readonly #store: Listing;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #known: string | undefined;
  #cancelTimer: (() => void) | undefined;
  #state: 'waiting' | 'hurrying' | 'looking' | 'lookingAgain' | 'closed' = 'waiting';

  constructor(store: Listing, clock: Clock, onChange: () => void) {
    this.#store = store;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  async look(): Promise<void> {
    this.#state = 'looking';
    try {
      this.#compare(await this.#store.list());
    } catch {
      // The folder cannot be read at the moment; whoever lists it is told why. The next look tries again.
    }
    this.#schedule(this.#is('lookingAgain') ? 'hurrying' : 'waiting');
  }

  close(): void {
    this.#state = 'closed';
    this.#cancelTimer?.();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #is(state: string): boolean {
    return this.#state === state;
  }

  #compare(entries: readonly RunEntry[]): void {
    if (this.#is('closed')) return;
    watchFolders(foldersToWatch(this.#store.folder, entries), this.#watchers, () => this.#hurry());
    const signature = signatureOf(entries);
    const changed = this.#known !== undefined && this.#known !== signature;
    this.#known = signature;
    if (changed) this.#onChange();
  }

  #hurry(): void {
    if (this.#is('waiting')) this.#schedule('hurrying');
    else if (this.#is('looking')) this.#state = 'lookingAgain';
  }

  #schedule(state: 'waiting' | 'hurrying'): void {
    if (this.#is('closed')) return;
    this.#state = state;
    this.#cancelTimer?.();
    const milliseconds = state === 'hurrying' ? DEBOUNCE_MILLISECONDS : POLL_MILLISECONDS;
    this.#cancelTimer = this.#clock.after(milliseconds, () => void this.look());
  }
}

function foldersToWatch(root: string, entries: readonly RunEntry[]): Set<string> {
  const folders = new Set([root]);
  for (const entry of entries) {
    folders.add(dirname(entry.folder));
    const live =
      entry.kind === 'run' && (entry.manifest.state === 'running' || entry.manifest.state === 'paused');
    if (live || entry.kind === 'unreadable') folders.add(entry.folder);
  }
  return folders;
}

/** Watching is a help, not a need: where the system refuses, polling remains. */
function watchFolders(folders: Set<string>, watchers: Map<string, FSWatcher>, onEvent: () => void): void {
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  for (const folder of watchers.keys()) if (!folders.has(folder)) drop(folder);
  for (const folder of folders) {
    if (watchers.has(folder)) continue;
    try {
      const watcher = watch(folder, { persistent: false }, onEvent);
      watcher.on('error', () => drop(folder));
      watchers.set(folder, watcher);
    } catch {
      continue;
    }
  }
}

const shownOf = ({ name, note, tags, pinned, state, trials }: RunManifest): readonly unknown[] => [
  name,
  note,
  tags,
  pinned,
  state,
  trials,
];

const signatureOf = (entries: readonly RunEntry[]): string =>
  entries
    .map((entry) =>
      entry.kind === 'run'
        ? `${entry.folder}\n${JSON.stringify(shownOf(entry.manifest))}`
        : `${entry.folder}\n${entry.reason}`,
    )
    .join('\n');
