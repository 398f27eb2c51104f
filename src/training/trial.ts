import type { BatchedSamples } from '../data/batched';
import type { HostTensors, Instance, PendingOutputs, TensorTypes } from '../engine/program';
import type { Evaluated } from '../runs/checkpoint';
import type { TrialManifest, TrialState } from '../runs/run';
import type { MetricsSink, TrialId } from '../shared/metrics';
import { ACCURACY, LOSS, tag } from '../shared/tags';
import type { Split } from '../shared/tags';
import { createEpochMeans } from './epochMeans';
import type { EpochMeans } from './epochMeans';
import { evaluate } from './evaluate';
import type { Minibatches } from './minibatches';
import { firstUnhealthy } from './programs/diagnose';
import type { TrainingProgram } from './programs/programs';
import type { Schedule } from './schedule';
import type { CheckpointSink, TrialStart } from './start';
import { unpackHistogram } from './telemetry/histogram';
import { updateRatio } from './telemetry/weightStatistics';

/** All that the trials of an experiment share. */
export interface TrialContext {
  readonly schedule: Schedule;
  /** Learning rates to record at a step, by tag. */
  readonly learningRates: (step: number) => Readonly<Record<string, number>>;
  /** Minibatches in memory of their own, to look again at a step that went wrong. */
  readonly replay: Minibatches;
  readonly validation: BatchedSamples;
  /** Inputs of the probe. */
  readonly probeBatch: HostTensors;
  readonly sink: MetricsSink;
  /** Steps between two transfers of losses from the device; 1 where a transfer costs nothing. */
  readonly readInterval: number;
  /** Seconds since the epoch. */
  readonly wallTime: () => number;
  /** Absent: no state is kept. */
  readonly checkpoints?: Checkpointing;
  /** Awaited where the trial may be interrupted; what it throws ends it there. */
  readonly proceed: () => Promise<void>;
}

/** The samples of a trial behind its frozen layers. */
export interface Features {
  readonly minibatches: Minibatches;
  readonly validation: BatchedSamples;
}

/** How states are kept. */
export interface Checkpointing {
  readonly sink: CheckpointSink;
  /** By what the best state is told. */
  readonly best?: 'loss' | 'accuracy';
  /** Of the state's entries. */
  readonly types: TensorTypes;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** What one step measured, perhaps still on the device. */
interface Row {
  readonly step: number;
  readonly wallTime: number;
  readonly outputs: PendingOutputs;
}

/** One initializer with one seed: its training state and what has been measured of it. */
export class Trial {
  readonly id: TrialId;
  /** What it learns from in place of the samples, where its frozen layers are computed once. */
  readonly features: Features | undefined;
  readonly #context: TrialContext;
  readonly #instance: Instance<TrainingProgram>;
  #step = 0;
  #rows: Row[] = [];
  #status: TrialState = 'running';
  #loss: number;
  readonly #means: ReturnType<typeof createEpochMeans>;
  #divergence: TrialManifest['divergence'];
  #validation: Evaluated | undefined;
  #best: Evaluated | undefined;
  #savedAt: number;

  /**
   * @param start where it begins, if not at its first step
   * @param features see `Features`
   */
  constructor(
    context: TrialContext,
    id: TrialId,
    instance: Instance<TrainingProgram>,
    start?: Omit<TrialStart, 'state'>,
    features?: Features,
  ) {
    this.id = id;
    this.#context = context;
    this.#instance = instance;
    this.features = features;
    this.#means = createEpochMeans(context.schedule.stepsPerEpoch, start?.lately?.epoch);
    this.#loss = start?.lately?.loss ?? NaN;
    this.#step = start?.step ?? 0;
    this.#validation = start?.validation;
    this.#best = start?.best;
    this.#savedAt = context.checkpoints?.now() ?? 0;
  }

  /** Updates made. */
  get step(): number {
    return this.#step;
  }

  get running(): boolean {
    return this.#status === 'running';
  }

  /** Loss of the last minibatch known; NaN before the first. */
  get loss(): number {
    return this.#loss;
  }

  /** Undefined before the first minibatch known. */
  get epoch(): EpochMeans | undefined {
    return this.#means.current();
  }

  get manifest(): TrialManifest {
    return {
      ...this.id,
      state: this.#status,
      step: this.#divergence?.step ?? this.#step,
      ...(this.#divergence && { divergence: this.#divergence }),
    };
  }

  /** Does what is due before the update of this step: evaluation, probe, histograms, checkpoint. */
  async observe(): Promise<void> {
    const { schedule } = this.#context;
    const step = this.#step;
    const saves = this.#isSaveDue(step);
    const due = [schedule.evaluates(step), schedule.probes(step), schedule.drawsHistograms(step)] as const;
    if (due.includes(true) || saves) await this.#settle();
    if (!this.running) return;
    const [evaluates, probes, draws] = due;
    const isBest = evaluates && (await this.#evaluate());
    if (probes) await this.#probe();
    if (draws) await this.#drawHistograms();
    if (saves || isBest) await this.#save();
  }

  /** Makes one update. */
  async advance(batch: HostTensors): Promise<void> {
    const { schedule, readInterval, wallTime } = this.#context;
    const program = schedule.probes(this.#step) ? 'measuredStep' : 'step';
    const outputs = await this.#instance.run(program, batch);
    this.#rows.push({ step: this.#step, wallTime: wallTime(), outputs });
    this.#step += 1;
    if (this.#rows.length >= readInterval) await this.#settle();
  }

  /** Ends the trial after its last step, with all measured that is due then. */
  async finish(): Promise<void> {
    await this.#settle();
    if (this.running) this.#status = 'finished';
  }

  /** Ends the trial early, where it stands; what was measured is kept. */
  async stop(): Promise<void> {
    await this.#settle();
    if (!this.running) return;
    if (this.#step > 0) await this.#save();
    this.#status = 'stopped';
  }

  /**
   * Hands on the trial as it stands, all before its next update measured, to go on elsewhere; undefined for one that
   * turns out to have ended.
   */
  async leave(): Promise<TrialStart | undefined> {
    await this.#settle();
    if (!this.running) return undefined;
    return {
      ...this.id,
      step: this.#step,
      state: await this.#instance.read(),
      ...(this.#validation && { validation: this.#validation }),
      ...(this.#best && { best: this.#best }),
      lately: { loss: this.#loss, epoch: this.#means.sums() },
    };
  }

  dispose(): void {
    for (const { outputs } of this.#rows) outputs.drop();
    this.#rows = [];
    this.#instance.dispose();
  }

  #isSaveDue(step: number): boolean {
    const { schedule, checkpoints } = this.#context;
    if (!checkpoints || !schedule.saves(step)) return false;
    return step === schedule.totalSteps || checkpoints.now() - this.#savedAt >= schedule.savePause;
  }

  /** Keeps the state as it is, all steps before it measured; not that of a trial that has gone wrong. */
  async #save(): Promise<void> {
    const { checkpoints } = this.#context;
    if (!checkpoints || this.#status !== 'running') return;
    const values = await this.#instance.read();
    const tensors = Object.entries(checkpoints.types).map(
      ([name, { shape }]) => [name, { shape, values: values[name] as Float32Array }] as const,
    );
    await checkpoints.sink.save(this.id, {
      step: this.#step,
      tensors: Object.fromEntries(tensors),
      ...(this.#validation && { validation: this.#validation }),
      ...(this.#best && { best: this.#best }),
    });
    this.#savedAt = checkpoints.now();
  }

  /** @returns whether the state is the best so far, where that is asked for */
  async #evaluate(): Promise<boolean> {
    const { schedule, proceed } = this.#context;
    const { validation } = this.features ?? this.#context;
    const { loss, accuracy } = await evaluate(this.#instance, validation, proceed);
    this.#record('validation', this.#step, LOSS, loss);
    if (accuracy !== undefined) this.#record('validation', this.#step, ACCURACY, accuracy);
    // no training step follows the last evaluation and would notice
    if (this.#step === schedule.totalSteps && !Number.isFinite(loss))
      this.#diverge(this.#step, 'validation loss');
    // JSON has no NaN, and no one wants the state
    if (!Number.isFinite(loss)) return false;
    const now = { step: this.#step, loss, ...(accuracy !== undefined && { accuracy }) };
    this.#validation = now;
    const isBest = isBetter(now, this.#best, this.#context.checkpoints?.best);
    if (isBest) this.#best = now;
    return isBest;
  }

  async #probe(): Promise<void> {
    const measured = await this.#read('probe', this.#context.probeBatch);
    for (const [name, [value]] of Object.entries(measured))
      this.#record('probe', this.#step, name, value ?? NaN);
  }

  async #drawHistograms(): Promise<void> {
    const { probeBatch, sink, wallTime } = this.#context;
    for (const [name, packed] of Object.entries(await this.#read('histograms', probeBatch))) {
      const bins = unpackHistogram(packed);
      if (bins)
        sink.histogram(this.id, {
          split: 'probe',
          tag: name,
          step: this.#step,
          wallTime: wallTime(),
          ...bins,
        });
    }
  }

  async #read(program: TrainingProgram, inputs: HostTensors): Promise<HostTensors> {
    return (await this.#instance.run(program, inputs)).read();
  }

  /**
   * Reads and records the steps made since the last time, up to the first whose loss is not finite. That step and
   * those after it have changed nothing (see `Program.guard`), so the state is still the one that went wrong.
   */
  async #settle(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    for (const [i, { step, wallTime, outputs }] of rows.entries()) {
      const measured = await outputs.read();
      const loss = measured[LOSS]?.[0] ?? NaN;
      const accuracy = measured[ACCURACY]?.[0];
      this.#loss = loss;
      this.#means.add(step, loss, accuracy);
      if (this.#context.schedule.recordsTraining(step) || !Number.isFinite(loss)) {
        this.#record('train', step, LOSS, loss, wallTime);
        if (accuracy !== undefined) this.#record('train', step, ACCURACY, accuracy, wallTime);
      }
      for (const [name, rate] of Object.entries(this.#context.learningRates(step)))
        this.#record('train', step, name, rate, wallTime);
      this.#recordUpdates(step, measured);
      if (Number.isFinite(loss)) continue;
      for (const later of rows.slice(i + 1)) later.outputs.drop();
      const health = await this.#read('diagnose', this.#context.replay(this.id.seed, step));
      this.#diverge(step, firstUnhealthy(health) ?? 'loss');
      return;
    }
  }

  #recordUpdates(step: number, measured: HostTensors): void {
    for (const [name, [update = NaN]] of Object.entries(measured)) {
      if (!name.startsWith('update/')) continue;
      const path = name.slice('update/'.length);
      const ratio = updateRatio(update, measured[`norm/${path}`]?.[0] ?? NaN);
      if (ratio !== undefined) this.#record('probe', step, tag('update_ratio', path), ratio);
    }
  }

  #record(
    split: Split,
    step: number,
    name: string,
    value: number,
    wallTime = this.#context.wallTime(),
  ): void {
    this.#context.sink.scalar(this.id, { split, tag: name, step, wallTime, value });
  }

  #diverge(step: number, tensor: string): void {
    this.#divergence = { step, tensor };
    this.#status = 'diverged';
    this.#step = step;
  }
}

/** Equals do not count, so that the first of them stays. */
function isBetter(now: Evaluated, best: Evaluated | undefined, by: Checkpointing['best']): boolean {
  if (by === undefined) return false;
  if (best === undefined) return true;
  return by === 'accuracy' && now.accuracy !== undefined && best.accuracy !== undefined
    ? now.accuracy > best.accuracy
    : now.loss < best.loss;
}
