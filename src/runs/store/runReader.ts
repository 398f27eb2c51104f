import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HealthFinding } from '../../health/finding';
import type { HistogramPoint, HistogramsByTag } from '../../shared/metrics';
import type { Split } from '../../shared/tags';
import { type Clock, systemClock } from '../clock';
import type { EventSink } from '../events/eventDecoder';
import { EventFileReader, type Note } from '../events/eventFileReader';
import { isEventFile } from '../events/fileName';
import type { RunManifest } from '../run';
import { FindingsReader } from './findings';
import { isSplit, labelsByFolder, seedOf, trialFolderOf } from './layout';
import { readManifest, withEffectiveState } from './manifest';
import { type Processes, systemProcesses } from './processes';
import { type Columns, Series, type SeriesDelta, type SeriesKey } from './series';
import { StepPool } from './stepPool';

/** What changed in a run since the last look at it. */
export interface RunDelta {
  /** When it changed; with the effective state. */
  readonly manifest?: RunManifest;
  readonly series: readonly SeriesDelta[];
  /** What the health rules have found since. */
  readonly findings: readonly HealthFinding[];
  /** What could not be read. */
  readonly notes: readonly Note[];
}

export interface RunReaderDependencies {
  readonly clock: Clock;
  readonly processes: Processes;
}

/** Time between looks for new event files and at run.json; known files are looked at in every poll. */
const DISCOVERY_MILLISECONDS = 500;

/**
 * Reads a run and follows it while it grows. Event files are read in the order of their names, and in each folder
 * a later step 5 replaces an earlier step 5 and all after it (see `Series`); so does the start of a session at step 5,
 * for all series of the folder.
 */
export class RunReader {
  readonly folder: string;
  readonly #clock: Clock;
  readonly #processes: Processes;
  readonly #pool = new StepPool();
  readonly #splits = new Map<string, SplitReader>();
  readonly #findings: FindingsReader;
  #manifest: RunManifest | undefined;
  #manifestText = '';
  #discovered = -Infinity;
  #polling: Promise<RunDelta> | undefined;

  constructor(
    folder: string,
    { clock, processes }: RunReaderDependencies = { clock: systemClock, processes: systemProcesses },
  ) {
    this.folder = folder;
    this.#findings = new FindingsReader(folder);
    this.#clock = clock;
    this.#processes = processes;
  }

  /** Reads the run as it is now. @throws ManifestError */
  static async load(folder: string, dependencies?: RunReaderDependencies): Promise<RunReader> {
    const reader = new RunReader(folder, dependencies);
    await reader.poll();
    return reader;
  }

  /** The manifest as of the last poll. @throws Error before the first one */
  get manifest(): RunManifest {
    if (this.#manifest === undefined) throw new Error(`${this.folder} has not been read yet`);
    return this.#manifest;
  }

  /** All series, grouped by trial and split. */
  *series(): Generator<Series> {
    for (const split of this.#splits.values()) yield* split.series.values();
  }

  /** All that the health rules found, oldest first. */
  get findings(): readonly HealthFinding[] {
    return this.#findings.findings;
  }

  find(key: SeriesKey): Columns | undefined {
    return this.#splits.get(splitId(key))?.series.get(key.tag);
  }

  /** Tags of which a trial has histograms. */
  histogramTags(key: Omit<SeriesKey, 'tag'>): readonly string[] {
    return [...(this.#splits.get(splitId(key))?.histogramTags ?? [])].sort();
  }

  /**
   * Reads the histograms of these tags in one pass, each in ascending order of steps; they are not kept.
   * @throws the file system's error when a file cannot be read
   */
  async readHistograms(key: Omit<SeriesKey, 'tag'>, tags: readonly string[]): Promise<HistogramsByTag> {
    const found = new Map(tags.map((tag): [string, HistogramPoint[]] => [tag, []]));
    const cutAt = (points: HistogramPoint[], step: number): void => {
      while (points.length > 0 && points[points.length - 1]!.step >= step) points.pop();
    };
    const sink: EventSink = {
      scalar: () => undefined,
      sessionStart: (step) => {
        for (const points of found.values()) cutAt(points, step);
      },
      histogram: (tag, step, wallTime, decode) => {
        const points = found.get(tag);
        if (points === undefined) return;
        cutAt(points, step);
        points.push({ split: key.split, tag, step, wallTime, ...decode() });
      },
    };
    const folder = join(trialFolderOf(this.folder, key), key.split);
    for (const name of await eventFilesIn(folder)) await new EventFileReader(join(folder, name)).read(sink);
    return found;
  }

  /**
   * Reads what was appended since the last poll. A poll during another one is that one.
   * @throws ManifestError when run.json is gone or broken
   */
  poll(): Promise<RunDelta> {
    this.#polling ??= this.#poll().finally(() => (this.#polling = undefined));
    return this.#polling;
  }

  async #poll(): Promise<RunDelta> {
    const notes: Note[] = [];
    let manifest: RunManifest | undefined;
    if (this.#clock.now() - this.#discovered >= DISCOVERY_MILLISECONDS) {
      manifest = await this.#readManifest();
      await this.#discover();
      this.#discovered = this.#clock.now();
    }
    const live = this.manifest.state === 'running' || this.manifest.state === 'paused';
    const series: SeriesDelta[] = [];
    for (const split of this.#splits.values()) {
      notes.push(...(await split.read(live)));
      for (const one of split.series.values()) {
        const delta = one.takeDelta();
        if (delta !== undefined) series.push(delta);
      }
    }
    const findings = await this.#findings.poll();
    return { ...(manifest !== undefined && { manifest }), series, findings, notes };
  }

  /** The manifest if it changed. */
  async #readManifest(): Promise<RunManifest | undefined> {
    const manifest = await withEffectiveState(this.folder, await readManifest(this.folder), this.#processes);
    const text = JSON.stringify(manifest);
    if (text === this.#manifestText) return undefined;
    this.#manifestText = text;
    return (this.#manifest = manifest);
  }

  async #discover(): Promise<void> {
    const labels = this.manifest.experiment.initializers.map(({ label }) => label);
    const labelOf = labelsByFolder(labels);
    for (const initializerFolder of await foldersIn(this.folder)) {
      for (const seedFolder of await foldersIn(join(this.folder, initializerFolder))) {
        const seed = seedOf(seedFolder);
        if (seed === undefined) continue;
        const trialFolder = join(this.folder, initializerFolder, seedFolder);
        for (const split of await foldersIn(trialFolder)) {
          if (!isSplit(split)) continue;
          const key = { initializer: labelOf(initializerFolder), seed, split };
          const reader =
            this.#splits.get(splitId(key)) ?? new SplitReader(key, join(trialFolder, split), this.#pool);
          this.#splits.set(splitId(key), reader);
          await reader.discover();
        }
      }
    }
  }
}

/** One split of one trial: a folder of event files that make up one set of series. */
class SplitReader implements EventSink {
  readonly series = new Map<string, Series>();
  readonly histogramTags = new Set<string>();
  readonly #key: Omit<SeriesKey, 'tag'>;
  readonly #folder: string;
  readonly #pool: StepPool;
  readonly #files = new Map<string, EventFileReader>();
  readonly #reported = new Set<string>();

  constructor(key: Omit<SeriesKey, 'tag'>, folder: string, pool: StepPool) {
    this.#key = key;
    this.#folder = folder;
    this.#pool = pool;
  }

  async discover(): Promise<void> {
    for (const name of await eventFilesIn(this.#folder))
      if (!this.#files.has(name)) this.#files.set(name, new EventFileReader(join(this.#folder, name)));
  }

  /** @param live a torn tail may still be completed, so it is not worth a note */
  async read(live: boolean): Promise<readonly Note[]> {
    const notes: Note[] = [];
    for (const file of this.#files.values()) {
      try {
        if ((await stat(file.path)).size !== file.size) notes.push(...(await file.read(this)).notes);
        if (!live) this.#noteTorn(file, notes);
      } catch (error) {
        this.#noteOnce(notes, { file: file.path, byte: 0, message: (error as Error).message });
      }
    }
    return notes;
  }

  scalar(tag: string, step: number, wallTime: number, value: number): void {
    let series = this.series.get(tag);
    if (series === undefined) this.series.set(tag, (series = new Series({ ...this.#key, tag }, this.#pool)));
    series.append(step, wallTime, value);
  }

  histogram(tag: string): void {
    this.histogramTags.add(tag);
  }

  sessionStart(step: number): void {
    for (const series of this.series.values()) series.cutAt(step);
  }

  #noteTorn({ path, torn }: EventFileReader, notes: Note[]): void {
    if (torn === undefined) return;
    const message = `the last ${torn.length} bytes are no whole record: writing was cut short`;
    this.#noteOnce(notes, { file: path, byte: torn.byte, message });
  }

  #noteOnce(notes: Note[], note: Note): void {
    const id = `${note.file}\n${note.byte}\n${note.message}`;
    if (this.#reported.has(id)) return;
    this.#reported.add(id);
    notes.push(note);
  }
}

const splitId = ({ initializer, seed, split }: { initializer: string; seed: number; split: Split }): string =>
  `${split}/${seed}/${initializer}`;

/** Folders appear while a run begins and vanish when it is deleted: neither is an error here. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function eventFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter(isEventFile).sort();
}
