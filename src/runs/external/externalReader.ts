import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HealthFinding } from '../../health/finding';
import type { HistogramPoint, HistogramsByTag } from '../../shared/metrics';
import { type Clock, systemClock } from '../clock';
import type { EventSink } from '../events/eventDecoder';
import { EventFileReader } from '../events/eventFileReader';
import type { Note } from '../events/eventFileReader';
import { isEventFile } from '../events/fileName';
import { recheck } from '../recheck';
import type { RunManifest } from '../run';
import type { RunDelta } from '../store/runReader';
import type { Columns, Series, SeriesKey } from '../store/series';
import { Curves, idOf } from './curves';
import { externalManifest } from './externalManifest';
import { folderMeaning, histogramMeaning, tagMeaning } from './meaning';
import type { FolderMeaning } from './meaning';

/** Folders below the log folder that are looked into. */
const DEPTH = 6;
/** Time between looks for new event files. */
const DISCOVERY_MILLISECONDS = 2000;
/** Writers flush at least this often (PyTorch: every two minutes): until then they may still be at work. */
const LIVE_MILLISECONDS = 150_000;

interface LogFile {
  readonly reader: EventFileReader;
  readonly meaning: FolderMeaning;
}

/** Nothing to show in a folder. */
export class NoEventsError extends Error {}

/**
 * Reads a TensorBoard log folder that another program wrote, or still writes, as a run; it is never written to. The
 * same calls as `RunReader` has.
 */
export class ExternalReader {
  readonly folder: string;
  readonly #clock: Clock;
  readonly #files = new Map<string, LogFile>();
  readonly #curves = new Curves();
  readonly #histograms = new Map<string, { readonly key: SeriesKey; readonly files: Set<LogFile> }>();
  #written = { first: Infinity, last: 0 };
  #discovered = -Infinity;
  #manifest: RunManifest | undefined;
  #manifestText = '';
  #findings: readonly HealthFinding[] = [];
  #polling: Promise<RunDelta> | undefined;

  constructor(folder: string, clock: Clock = systemClock) {
    this.folder = folder;
    this.#clock = clock;
  }

  /** As of the last poll. @throws Error before the first one */
  get manifest(): RunManifest {
    if (this.#manifest === undefined) throw new Error(`${this.folder} has not been read yet`);
    return this.#manifest;
  }

  /** What the health rules say of what was recorded. */
  get findings(): readonly HealthFinding[] {
    return this.#findings;
  }

  *series(): Generator<Series> {
    yield* this.#curves.all();
  }

  find(key: SeriesKey): Columns | undefined {
    return this.#curves.find(key);
  }

  histogramTags({ initializer, seed, split }: Omit<SeriesKey, 'tag'>): readonly string[] {
    return [...this.#histograms.values()]
      .filter(({ key }) => key.initializer === initializer && key.seed === seed && key.split === split)
      .map(({ key }) => key.tag)
      .sort();
  }

  /** Reads the histograms of these tags, each in ascending order of steps; they are not kept. */
  async readHistograms(key: Omit<SeriesKey, 'tag'>, tags: readonly string[]): Promise<HistogramsByTag> {
    const found = new Map(tags.map((tag): [string, HistogramPoint[]] => [tag, []]));
    const files = new Set(
      tags.flatMap((tag) => [...(this.#histograms.get(idOf({ ...key, tag }))?.files ?? [])]),
    );
    for (const { reader, meaning } of files) {
      const sink: EventSink = {
        scalar: () => undefined,
        histogram: (name, step, wallTime, decode) => {
          const { split, tag } = histogramMeaning(name, meaning.split);
          if (split === key.split) found.get(tag)?.push({ split, tag, step, wallTime, ...decode() });
        },
      };
      await new EventFileReader(reader.path).read(sink);
    }
    for (const points of found.values()) points.sort((a, b) => a.step - b.step);
    return found;
  }

  /**
   * Reads what was appended since the last poll. A poll during another one is that one.
   * @throws NoEventsError when there is no event file, the file system's error when the folder cannot be read
   */
  poll(): Promise<RunDelta> {
    this.#polling ??= this.#poll().finally(() => (this.#polling = undefined));
    return this.#polling;
  }

  async #poll(): Promise<RunDelta> {
    if (this.#clock.now() - this.#discovered >= DISCOVERY_MILLISECONDS) {
      await this.#discover(this.folder, []);
      this.#discovered = this.#clock.now();
    }
    if (this.#files.size === 0)
      throw new NoEventsError(`${this.folder} holds no TensorBoard event files (*tfevents*).`);
    const notes: Note[] = [];
    for (const file of this.#files.values()) notes.push(...(await this.#read(file)));
    const series = this.#curves.all().flatMap((one) => one.takeDelta() ?? []);
    const manifest = this.#describe();
    const known = new Set(this.#findings.map((finding) => JSON.stringify(finding)));
    if (series.length > 0) this.#findings = recheck(this.manifest, this.#curves.all());
    const findings = this.#findings.filter((finding) => !known.has(JSON.stringify(finding)));
    return { ...(manifest && { manifest }), series, findings, notes };
  }

  async #read(file: LogFile): Promise<readonly Note[]> {
    const { reader } = file;
    try {
      const { size, mtimeMs } = await stat(reader.path);
      const { first, last } = this.#written;
      this.#written = { first: Math.min(first, mtimeMs), last: Math.max(last, mtimeMs) };
      return size === reader.size ? [] : (await reader.read(this.#sink(file))).notes;
    } catch (error) {
      return [{ file: reader.path, byte: 0, message: (error as Error).message }];
    }
  }

  #sink(file: LogFile): EventSink {
    const { initializer, seed, split: folder } = file.meaning;
    return {
      scalar: (name, step, wallTime, value) => {
        this.#curves.append(file.meaning, name, tagMeaning(name, folder), [step, wallTime, value]);
        this.#written = { ...this.#written, first: Math.min(this.#written.first, wallTime * 1000) };
      },
      histogram: (name) => {
        const key = { initializer, seed, ...histogramMeaning(name, folder) };
        const known = this.#histograms.get(idOf(key));
        if (known) known.files.add(file);
        else this.#histograms.set(idOf(key), { key, files: new Set([file]) });
      },
    };
  }

  /** The manifest if it changed. */
  #describe(): RunManifest | undefined {
    const { first, last } = this.#written;
    const live = this.#clock.now() - last < LIVE_MILLISECONDS;
    const series = this.#curves.all();
    const manifest = externalManifest({
      folder: this.folder,
      series,
      histograms: [...this.#histograms.values()].map(({ key }) => key.tag),
      firstWrite: first,
      lastWrite: last,
      live,
    });
    const text = JSON.stringify(manifest);
    if (text === this.#manifestText) return undefined;
    this.#manifestText = text;
    return (this.#manifest = manifest);
  }

  async #discover(folder: string, path: readonly string[]): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(folder, entry.name);
      if (entry.isDirectory() && path.length < DEPTH && !entry.name.startsWith('.'))
        await this.#discover(full, [...path, entry.name]).catch(() => undefined); // gone, or not ours to read
      else if (entry.isFile() && isEventFile(entry.name) && !this.#files.has(full)) {
        const meaning = folderMeaning(path, basename(this.folder));
        this.#files.set(full, { reader: new EventFileReader(full), meaning });
      }
    }
  }
}
