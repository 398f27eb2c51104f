import { mkdir, rename, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Clock, systemClock } from '../clock';
import type { RunManifest, RunNotes } from '../run';
import { foldersIn } from './folders';
import { MANIFEST_FILE, trashFolderOf } from './layout';
import { ManifestError, readManifest, updateManifest, withEffectiveState } from './manifest';
import { fromSegment } from './names';
import { type Processes, systemProcesses } from './processes';
import { resolveRun } from './resolveRun';
import { watchRuns } from './watchRuns';

interface Located {
  /** The run folder's name. */
  readonly id: string;
  readonly folder: string;
  /** Name of the experiment. */
  readonly experiment: string;
}

export interface ReadableRun extends Located {
  readonly kind: 'run';
  /** With the effective state: `interrupted` where no live process trains a `running` one. */
  readonly manifest: RunManifest;
}

export interface UnreadableRun extends Located {
  readonly kind: 'unreadable';
  readonly reason: string;
}

export type RunEntry = ReadableRun | UnreadableRun;

export interface RunStoreDependencies {
  readonly clock: Clock;
  readonly processes: Processes;
}

/** A request that cannot be met; the message says why and what can be done. */
export class RunStoreError extends Error {}

interface Cached {
  readonly version: string;
  readonly manifest: RunManifest | ManifestError;
}

/** The runs below one folder: `<runs folder>/<experiment>/<run id>`. The folder need not exist. */
export class RunStore {
  readonly folder: string;
  readonly #dependencies: RunStoreDependencies;
  readonly #cache = new Map<string, Cached>();

  constructor(
    folder: string,
    dependencies: RunStoreDependencies = { clock: systemClock, processes: systemProcesses },
  ) {
    this.folder = folder;
    this.#dependencies = dependencies;
  }

  /** All runs, the latest first. A run that cannot be read is listed as such. */
  async list(): Promise<readonly RunEntry[]> {
    const located: Located[] = [];
    for (const segment of await foldersIn(this.folder)) located.push(...(await this.#locate(segment)));
    this.#forgetOthers(located);
    return this.#entries(located);
  }

  /** The runs in the folder of one experiment, the latest first. */
  async listFolder(segment: string): Promise<readonly RunEntry[]> {
    return this.#entries(await this.#locate(segment));
  }

  /**
   * The run meant by its id, the beginning of its id, its name, or `latest`.
   * @throws RunStoreError when none or several are meant, or the one meant cannot be read
   */
  async resolve(reference: string): Promise<ReadableRun> {
    const result = resolveRun(await this.list(), reference);
    if ('problem' in result) throw new RunStoreError(`${result.problem} (runs are in ${this.folder})`);
    return result.run;
  }

  /** @throws RunStoreError when the name is empty, ManifestError when run.json cannot be read */
  async rename(run: Located, name: string): Promise<void> {
    const trimmed = name.trim();
    if (trimmed === '') throw new RunStoreError('a run’s name cannot be empty');
    await this.annotate(run, { name: trimmed });
  }

  /** Writes on a run, in one step, also while it trains. @throws ManifestError when run.json cannot be read */
  async annotate(run: Located, notes: Partial<RunNotes>): Promise<void> {
    await updateManifest(run.folder, (manifest) => ({ ...manifest, ...notes }), this.#dependencies);
  }

  /** Records that a run's trainer is no more. A run that has ended otherwise stays as it is. */
  async markInterrupted(run: Located, failure: NonNullable<RunManifest['failure']>): Promise<void> {
    const ended = new Date(this.#dependencies.clock.now()).toISOString();
    await updateManifest(
      run.folder,
      (manifest) => {
        if (manifest.state !== 'running' && manifest.state !== 'paused') return manifest;
        const trials = manifest.trials.map((trial) =>
          trial.state === 'running' ? { ...trial, state: 'stopped' as const } : trial,
        );
        return { ...manifest, state: 'interrupted', ended, failure, trials };
      },
      this.#dependencies,
    );
  }

  /**
   * Deletes a run: moves it to the trash folder beside the runs, from where `undo` brings it back, or hands it to
   * `mover`, such as the editor's own trash.
   * @throws RunStoreError while the run is being trained
   */
  async delete(
    run: RunEntry,
    mover?: (folder: string) => Promise<void>,
  ): Promise<{ undo: (() => Promise<void>) | undefined }> {
    const current = await this.#entry(run);
    if (
      current?.kind === 'run' &&
      (current.manifest.state === 'running' || current.manifest.state === 'paused')
    )
      throw new RunStoreError(`run ${run.id} is being trained; stop it before deleting it`);
    const experimentFolder = dirname(run.folder);
    if (mover !== undefined) {
      await mover(run.folder);
      await removeIfEmpty(experimentFolder);
      return { undo: undefined };
    }
    const trash = await freeName(join(trashFolderOf(this.folder), basename(experimentFolder), run.id));
    await move(run.folder, trash);
    await removeIfEmpty(experimentFolder);
    return { undo: () => move(trash, run.folder) };
  }

  /**
   * Calls back after runs were added, removed or changed their manifest or effective state; not for new metrics.
   * @returns ends the watch
   */
  watch(onChange: () => void): () => void {
    return watchRuns(this, this.#dependencies.clock, onChange);
  }

  async #locate(segment: string): Promise<readonly Located[]> {
    const folder = join(this.folder, segment);
    const experiment = fromSegment(segment);
    return (await foldersIn(folder)).map((id) => ({ id, experiment, folder: join(folder, id) }));
  }

  async #entries(located: readonly Located[]): Promise<readonly RunEntry[]> {
    const entries = await Promise.all(located.map((run) => this.#entry(run)));
    return entries.filter((entry) => entry !== undefined).sort(latestFirst);
  }

  /** Undefined for a folder that is no run. */
  async #entry({ id, experiment, folder }: Located): Promise<RunEntry | undefined> {
    const version = await versionOf(folder);
    if (version === undefined) return undefined;
    let cached = this.#cache.get(folder);
    if (cached?.version !== version) {
      const manifest = await readManifest(folder).catch((error: unknown) => {
        if (error instanceof ManifestError) return error;
        throw error;
      });
      this.#cache.set(folder, (cached = { version, manifest }));
    }
    const { manifest } = cached;
    if (manifest instanceof ManifestError)
      return { kind: 'unreadable', id, folder, experiment, reason: manifest.message };
    const effective = await withEffectiveState(folder, manifest, this.#dependencies.processes);
    return { kind: 'run', id, folder, experiment: manifest.experiment.name, manifest: effective };
  }

  #forgetOthers(present: readonly Located[]): void {
    const folders = new Set(present.map(({ folder }) => folder));
    for (const folder of this.#cache.keys()) if (!folders.has(folder)) this.#cache.delete(folder);
  }
}

/** By start, to the millisecond where run.json tells it, else to the second by the id. */
function latestFirst(a: RunEntry, b: RunEntry): number {
  const [first, second] = [sortKey(a), sortKey(b)];
  return first < second ? 1 : first > second ? -1 : a.folder < b.folder ? -1 : 1;
}

const sortKey = (entry: RunEntry): string =>
  entry.kind === 'run' ? `${entry.manifest.started.replaceAll(':', '-')} ${entry.id}` : entry.id;

/** Differs whenever run.json was replaced; undefined when the folder holds none and no metrics either. */
async function versionOf(folder: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs, size } = await stat(join(folder, MANIFEST_FILE));
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return (await foldersIn(folder)).length > 0 ? 'missing' : undefined;
  }
}

async function freeName(path: string): Promise<string> {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? path : `${path}.${n}`;
    if ((await stat(candidate).catch(() => undefined)) === undefined) return candidate;
  }
}

async function move(from: string, to: string): Promise<void> {
  if ((await stat(to).catch(() => undefined)) !== undefined) throw new RunStoreError(`${to} exists already`);
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/** An experiment's folder without runs is clutter and no more, so a system that keeps it is let be. */
async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
