import type { HostMessage } from '../../../webview/contract';
import { isLive } from '../../runs/live';
import type { RunSource } from '../../runs/openRun';
import type { ReadableRun, RunEntry } from '../../runs/store/runStore';
import { pointFacts } from '../../runs/sweep/facts';
import type { PointFacts, SweepFacts } from '../../runs/sweep/facts';
import { runsOfSweep } from '../../runs/sweep/runsOfSweep';
import { messageOf } from '../../shared/messageOf';
import type { Disposable } from '../ui/disposables';
import { Throttle } from '../ui/throttle';

export interface SweepFeedOptions {
  /** The run that the page shows. */
  readonly folder: string;
  /** All runs among which those of the sweep are. */
  readonly entries: () => Promise<readonly RunEntry[]>;
  readonly openRun: (folder: string) => Pick<RunSource, 'poll' | 'manifest' | 'find'>;
  readonly send: (message: Extract<HostMessage, { type: 'sweep' }>) => void;
  readonly warn: (message: string) => void;
}

/** Milliseconds between two looks at the runs of a sweep. */
const INTERVAL = 1000;

/** Tells one page what the runs of its sweep have come to. A run that has ended is read once. */
export class SweepFeed implements Disposable {
  readonly #options: SweepFeedOptions;
  readonly #rounds: Throttle;
  readonly #known = new Map<string, { readonly version: string; readonly facts: PointFacts }>();
  readonly #following = new Map<string, ReturnType<SweepFeedOptions['openRun']>>();
  #listening = false;
  #told = '';
  readonly #folders = new Set<string>();

  constructor(options: SweepFeedOptions) {
    this.#options = options;
    this.#rounds = new Throttle(
      INTERVAL,
      () => this.#round(),
      (error) => options.warn(String(error)),
    );
  }

  /** The page listens, and knows nothing yet. */
  ready(): void {
    this.#listening = true;
    this.#told = '';
    this.#rounds.request();
  }

  hidden(): void {
    this.#listening = false;
  }

  /** Whether the page has been told of the run in a folder. */
  hasTold(folder: string): boolean {
    return this.#folders.has(folder);
  }

  /** Runs have been begun, have ended or are gone. */
  changed(): void {
    if (this.#listening) this.#rounds.request();
  }

  dispose(): void {
    this.#listening = false;
    this.#rounds.dispose();
    this.#following.clear();
  }

  async #round(): Promise<void> {
    const { folder, entries } = this.#options;
    const all = await entries();
    const own = all.find((entry) => entry.folder === folder);
    const sweep = own?.kind === 'run' ? own.manifest.sweep : undefined;
    if (!this.#listening || sweep === undefined) return;
    const points: PointFacts[] = [];
    for (const run of runsOfSweep(sweep.id, all)) {
      const facts = await this.#factsOf(run);
      if (facts !== undefined) points.push(facts);
    }
    this.#tell({ axes: sweep.axes, points });
    if (this.#following.size > 0) this.#rounds.request();
  }

  #tell(facts: SweepFacts): void {
    const text = JSON.stringify(facts);
    if (!this.#listening || text === this.#told) return;
    this.#told = text;
    for (const { folder } of facts.points) if (folder !== undefined) this.#folders.add(folder);
    this.#options.send({ type: 'sweep', facts });
  }

  /** Undefined where the run cannot be read. */
  async #factsOf({ folder, manifest }: ReadableRun): Promise<PointFacts | undefined> {
    const version = `${manifest.state} ${manifest.ended ?? ''}`;
    const known = this.#known.get(folder);
    if (known?.version === version && !isLive(manifest)) return known.facts;
    try {
      const reader = this.#following.get(folder) ?? this.#options.openRun(folder);
      await reader.poll();
      if (isLive(manifest)) this.#following.set(folder, reader);
      else this.#following.delete(folder);
      const facts = pointFacts(folder, manifest, (key) => reader.find(key));
      this.#known.set(folder, { version, facts });
      return facts;
    } catch (error) {
      this.#following.delete(folder);
      this.#options.warn(`${folder}: ${messageOf(error)}`);
      return known?.facts;
    }
  }
}
