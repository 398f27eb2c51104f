import { isLive } from '../../runs/live';
import type { RunManifest } from '../../runs/run';
import type { ReadableRun } from '../../runs/store/runStore';
import type { RunReader } from '../../runs/store/runReader';
import { summarize } from '../../runs/summary';
import type { RunSummary } from '../../runs/summary';
import type { Disposable } from '../ui/disposables';
import { Signal } from '../ui/signal';
import { Throttle } from '../ui/throttle';

export interface SummaryCacheOptions {
  readonly open: (folder: string) => Pick<RunReader, 'poll' | 'find' | 'manifest' | 'findings'>;
  readonly failed: (folder: string, error: unknown) => void;
  /** Milliseconds between two looks at runs under way. */
  readonly interval: number;
}

type Reader = ReturnType<SummaryCacheOptions['open']>;

/**
 * What runs have measured. A run is read the first time that it is asked for, in the background, and again while it
 * is under way; of one that has ended only the summary is kept.
 */
export class SummaryCache implements Disposable {
  /** Some summary has changed. */
  readonly changed = new Signal();
  readonly #options: SummaryCacheOptions;
  readonly #known = new Map<string, { readonly version: string; readonly summary: RunSummary }>();
  readonly #wanted = new Map<string, RunManifest>();
  readonly #following = new Map<string, Reader>();
  readonly #rounds: Throttle;

  constructor(options: SummaryCacheOptions) {
    this.#options = options;
    this.#rounds = new Throttle(
      options.interval,
      () => this.#read(),
      (error) => options.failed('', error),
    );
  }

  /** What is known of a run now; more may follow, see `changed`. */
  get({ folder, manifest }: ReadableRun): RunSummary | undefined {
    const known = this.#known.get(folder);
    if (known?.version !== versionOf(manifest) && !this.#wanted.has(folder)) {
      this.#wanted.set(folder, manifest);
      this.#rounds.request();
    }
    return known?.summary;
  }

  /** Reads a run now; undefined when it cannot be read. */
  async read(folder: string): Promise<RunSummary | undefined> {
    if (await this.#readRun(folder)) this.changed.fire();
    return this.#known.get(folder)?.summary;
  }

  dispose(): void {
    this.#rounds.dispose();
    this.changed.dispose();
    this.#following.clear();
  }

  async #read(): Promise<void> {
    const wanted = new Map(this.#wanted);
    this.#wanted.clear();
    let news = false;
    for (const folder of new Set([...wanted.keys(), ...this.#following.keys()]))
      news = (await this.#readRun(folder)) || news;
    if (this.#following.size > 0) this.#rounds.request();
    if (news) this.changed.fire();
  }

  /** True when the summary is another than before. */
  async #readRun(folder: string): Promise<boolean> {
    const before = this.#known.get(folder)?.summary;
    try {
      const reader = this.#following.get(folder) ?? this.#options.open(folder);
      await reader.poll();
      const { manifest } = reader;
      if (isLive(manifest)) this.#following.set(folder, reader);
      else this.#following.delete(folder);
      const summary = summarize(manifest, (key) => reader.find(key), reader.findings);
      this.#known.set(folder, { version: versionOf(manifest), summary });
      return JSON.stringify(summary) !== JSON.stringify(before);
    } catch (error) {
      this.#following.delete(folder);
      this.#options.failed(folder, error);
      return false;
    }
  }
}

/** Differs when a run has to be read again although nobody follows it: when it ends, or is resumed. */
const versionOf = ({ state, ended, started }: RunManifest): string => `${state} ${started} ${ended ?? ''}`;
