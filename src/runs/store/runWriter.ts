import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Experiment } from '../../experiment/experiment';
import { pointName } from '../../experiment/sweep/sweep';
import type { HealthFinding } from '../../health/finding';
import { isSameTrial } from '../../shared/metrics';
import type { HistogramPoint, MetricsSink, ScalarPoint, TrialId } from '../../shared/metrics';
import { type Clock, systemClock } from '../clock';
import type { Checkpoint } from '../checkpoint';
import { ENDED } from '../run';
import type { RunManifest, RunNotes, TrialManifest } from '../run';
import { pruneCheckpoints, removeUnfinishedCheckpoints, writeCheckpoint } from './checkpoints';
import { appendFinding } from './findings';
import { makeFolder } from './folders';
import { runFolderOf, TRAINER_LOCK, trialFolderOf } from './layout';
import { acquireLock, type Lock } from './lock';
import { removeLeftovers } from './leftovers';
import { updateManifest, writeManifest } from './manifest';
import { toSegment } from './names';
import { type Processes, systemProcesses } from './processes';
import { createRunId } from './runId';
import { TrialFiles } from './trialFiles';

/** What the trainer knows of a run when it begins. */
export type RunStart = Pick<
  RunManifest,
  | 'experiment'
  | 'config'
  | 'versions'
  | 'engine'
  | 'git'
  | 'placement'
  | 'samples'
  | 'totalSteps'
  | 'stepsPerEpoch'
  | 'sweep'
>;

/** What is found out of a run when it has begun. */
export type RunDescription = Pick<RunManifest, 'data' | 'prediction'>;

/** What changes when a run goes on. */
export type RunResumption = Pick<RunManifest, 'experiment' | 'versions' | 'engine' | 'totalSteps'> & {
  /** Where each trial that is not over goes on. */
  readonly steps: readonly (TrialId & { readonly step: number })[];
};

export interface RunWriterDependencies {
  readonly clock: Clock;
  readonly processes: Processes;
  /** Uniform in [0, 1), for the run's id. */
  readonly random: () => number;
}

export const systemDependencies: RunWriterDependencies = {
  clock: systemClock,
  processes: systemProcesses,
  random: () => Math.random(),
};

/** Changes of trials within this time are saved together. */
const SAVE_MILLISECONDS = 200;

/**
 * Writes one run: its manifest, and one event file for each trial and split. The one process that trains holds
 * the run's lock from `create` or `resume` to `finish` or `fail`. File errors that happen in between are thrown by the
 * next call.
 */
export class RunWriter implements MetricsSink {
  readonly id: string;
  readonly folder: string;
  readonly #dependencies: RunWriterDependencies;
  readonly #lock: Lock;
  readonly #files: TrialFiles;
  #manifest: RunManifest;
  #cancelSave: (() => void) | undefined;
  #saving: Promise<void> = Promise.resolve();
  #failure: unknown;

  private constructor(
    folder: string,
    manifest: RunManifest,
    lock: Lock,
    dependencies: RunWriterDependencies,
  ) {
    this.id = manifest.id;
    this.folder = folder;
    this.#manifest = manifest;
    this.#lock = lock;
    this.#dependencies = dependencies;
    this.#files = new TrialFiles(folder, dependencies);
  }

  /**
   * Makes the run's folder, locks it and writes its manifest.
   * @throws Error when two initializers' labels differ in case alone, or a file cannot be written
   */
  static async create(
    runsFolder: string,
    start: RunStart,
    dependencies: RunWriterDependencies = systemDependencies,
  ): Promise<RunWriter> {
    refuseCollisions(start.experiment);
    const { clock, processes } = dependencies;
    await removeLeftovers(runsFolder, dependencies);
    const { id, folder } = await createFolder(runsFolder, start.experiment.name, dependencies);
    const lock = await acquireLock(join(folder, TRAINER_LOCK), processes, clock);
    const manifest: RunManifest = {
      format: 1,
      id,
      name: start.sweep ? pointName(start.sweep.axes, start.sweep.at) : id,
      ...start,
      host: processes.host,
      pid: processes.pid,
      started: new Date(clock.now()).toISOString(),
      state: 'running',
      trials: start.experiment.initializers.flatMap(({ label }) =>
        start.experiment.training.seeds.map((seed) => ({
          initializer: label,
          seed,
          state: 'waiting' as const,
          step: 0,
        })),
      ),
    };
    await writeManifest(folder, manifest, processes);
    return new RunWriter(folder, manifest, lock, dependencies);
  }

  /**
   * Takes up a run that was interrupted or ended: locks it and notes that it goes on. Trials that go on forget what
   * they measured from their step on.
   * @throws LockedError while another process trains it, ManifestError, or the file system's error
   */
  static async resume(
    folder: string,
    { steps, ...change }: RunResumption,
    dependencies: RunWriterDependencies = systemDependencies,
  ): Promise<RunWriter> {
    const { clock, processes } = dependencies;
    const lock = await acquireLock(join(folder, TRAINER_LOCK), processes, clock);
    try {
      await removeUnfinishedCheckpoints(folder);
      const now = new Date(clock.now()).toISOString();
      const stepOf = (trial: TrialId): number | undefined =>
        steps.find((other) => isSameTrial(other, trial))?.step;
      const manifest = await updateManifest(
        folder,
        ({ ended: _ended, failure: _failure, ...known }) => ({
          ...known,
          ...change,
          host: processes.host,
          pid: processes.pid,
          state: 'running',
          resumed: [...(known.resumed ?? []), now],
          trials: known.trials.map((trial) => {
            const step = stepOf(trial);
            return step === undefined ? trial : { ...trial, state: 'waiting' as const, step };
          }),
        }),
        dependencies,
      );
      const writer = new RunWriter(folder, manifest, lock, dependencies);
      for (const trial of steps) writer.#files.startSession(trial, trial.step);
      return writer;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /**
   * Keeps a state of a trial. All that was measured before it is durable first, so that a run that goes on from
   * there lacks nothing.
   */
  async saveCheckpoint(trial: TrialId, { tensors, ...checkpoint }: Checkpoint): Promise<void> {
    this.#throwFailure();
    this.#files.sync(trial);
    const { id: run, experiment, stepsPerEpoch } = this.#manifest;
    const { step } = checkpoint;
    // one by one: of a run that was deleted while it trained, no part comes back
    const folder = trialFolderOf(this.folder, trial);
    await makeFolder(dirname(folder));
    await makeFolder(folder);
    const facts = {
      format: 1,
      run,
      experiment: experiment.name,
      ...trial,
      ...checkpoint,
      streams: {
        batches: {
          name: `batches/epoch-${Math.floor(step / stepsPerEpoch)}`,
          position: (step % stepsPerEpoch) * experiment.training.batchSize,
        },
        noise: `noise/<layer>/step-${step + 1}`,
      },
      saved: new Date(this.#dependencies.clock.now()).toISOString(),
    } as const;
    await writeCheckpoint(folder, facts, tensors);
    await pruneCheckpoints(folder, experiment.training.checkpoint ?? { keepLast: 1 }, checkpoint.best);
    this.updateTrial(trial, { checkpoint: step });
  }

  /** As last written or about to be. */
  get manifest(): RunManifest {
    return this.#manifest;
  }

  scalar(trial: TrialId, point: ScalarPoint): void {
    this.#throwFailure();
    this.#files.of(trial, point.split).scalar(point.tag, point.step, point.wallTime, point.value);
  }

  histogram(trial: TrialId, point: HistogramPoint): void {
    this.#throwFailure();
    const { split, tag, step, wallTime, edges, counts } = point;
    this.#files.of(trial, split).histogram(tag, step, wallTime, edges, counts);
  }

  /** Keeps what a health rule found. */
  finding(finding: HealthFinding): void {
    this.#throwFailure();
    appendFinding(this.folder, finding);
  }

  /** Notes what became of a trial. The files of one that ended are closed. */
  updateTrial(trial: TrialId, change: Partial<Omit<TrialManifest, 'initializer' | 'seed'>>): void {
    this.#throwFailure();
    const trials = this.#manifest.trials.map((known) =>
      isSameTrial(known, trial) ? { ...known, ...change } : known,
    );
    if (change.state !== undefined && ENDED.includes(change.state)) this.#files.close(trial);
    this.#change({ trials });
  }

  setState(state: 'running' | 'paused'): void {
    this.#throwFailure();
    this.#change({ state });
  }

  /** Notes what was found out of the run. */
  describe(description: RunDescription): void {
    this.#throwFailure();
    this.#change(description);
  }

  /** Makes all that was measured visible to readers now. */
  flush(): void {
    this.#throwFailure();
    this.#files.flush();
  }

  /** Trials still marked as running are marked stopped. */
  async finish(state: 'finished' | 'stopped'): Promise<void> {
    await this.#end({ state });
  }

  /**
   * Ends a run that went wrong. Never rejects: where that cannot be noted, as on a full disk, the run is left without
   * a trainer, which is to say interrupted; and `failure` is what is to be told, not what came of it.
   */
  async fail(failure: NonNullable<RunManifest['failure']>): Promise<void> {
    await this.#end({ state: 'failed', failure }).catch(() => undefined);
  }

  async #end(change: Pick<RunManifest, 'state'> & Partial<RunManifest>): Promise<void> {
    try {
      this.#files.closeAll();
    } finally {
      const ended = new Date(this.#dependencies.clock.now()).toISOString();
      const trials = this.#manifest.trials.map((trial) =>
        trial.state === 'running' ? { ...trial, state: 'stopped' as const } : trial,
      );
      this.#manifest = { ...this.#manifest, trials, ended, ...change };
      this.#cancelSave?.();
      await this.#save();
      await this.#lock.release();
    }
    this.#throwFailure();
  }

  #change(change: Partial<RunManifest>): void {
    this.#manifest = { ...this.#manifest, ...change };
    this.#cancelSave ??= this.#dependencies.clock.after(SAVE_MILLISECONDS, () => void this.#save());
  }

  /**
   * Saves follow one another; what a person changes in run.json is kept. Event files go first: a step that
   * run.json speaks of is there to be read, also after a kill.
   */
  #save(): Promise<void> {
    this.#cancelSave = undefined;
    this.#saving = this.#saving
      .then(async () => {
        const ours = this.#manifest;
        try {
          this.#files.flush();
        } catch (error) {
          this.#failure ??= error;
        }
        const saved = await updateManifest(
          this.folder,
          (disk) => ({ ...withoutNotes(disk), ...withoutNotes(ours), ...notesOf(disk) }),
          this.#dependencies,
        );
        this.#manifest = { ...withoutNotes(this.#manifest), ...notesOf(saved) };
      })
      .catch((error: unknown) => {
        this.#failure ??= error;
      });
    return this.#saving;
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure as Error;
  }
}

const notesOf = ({ name, note, tags, pinned }: RunManifest): RunNotes => ({
  name,
  ...(note !== undefined && { note }),
  ...(tags !== undefined && { tags }),
  ...(pinned !== undefined && { pinned }),
});

const withoutNotes = ({ note: _, tags: __, pinned: ___, ...rest }: RunManifest): RunManifest => rest;

async function createFolder(
  runsFolder: string,
  experiment: string,
  { clock, random }: RunWriterDependencies,
): Promise<{ id: string; folder: string }> {
  for (;;) {
    const id = createRunId(clock.now(), random);
    const folder = runFolderOf(runsFolder, experiment, id);
    await mkdir(runsFolder, { recursive: true });
    // one by one: of a read-only disk, `recursive` says that something is not there
    await makeFolder(dirname(folder));
    if (await makeFolder(folder)) return { id, folder };
  }
}

/** On Windows and macOS, folders whose names differ in case alone are one folder. */
function refuseCollisions(experiment: Experiment): void {
  const seen = new Map<string, string>();
  for (const { label } of experiment.initializers) {
    const folder = toSegment(label).toLowerCase();
    const other = seen.get(folder);
    if (other !== undefined)
      throw new Error(
        `the initializers “${other}” and “${label}” would share a folder; give one of them another label`,
      );
    seen.set(folder, label);
  }
}
