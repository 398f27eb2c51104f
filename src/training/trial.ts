import type { Samples } from '../data/dataset';
import type { HostTensors, Instance, PendingOutputs } from '../engine/program';
import type { TrialManifest, TrialState } from '../runs/run';
import type { MetricsSink, TrialId } from '../shared/metrics';
import { ACCURACY, LOSS, tag } from '../shared/tags';
import type { Split } from '../shared/tags';
import { evaluate } from './evaluate';
import type { Minibatches } from './minibatches';
import { firstUnhealthy } from './programs/diagnose';
import type { TrainingProgram } from './programs/programs';
import type { Schedule } from './schedule';
import { unpackHistogram } from './telemetry/histogram';
import { updateRatio } from './telemetry/weightStatistics';

/** All that the trials of an experiment share. */
export interface TrialContext {
  readonly schedule: Schedule;
  /** Learning rates to record at a step, by tag. */
  readonly learningRates: (step: number) => Readonly<Record<string, number>>;
  /** Minibatches in memory of their own, to look again at a step that went wrong. */
  readonly replay: Minibatches;
  readonly validation: Samples;
  readonly evaluationBatch: number;
  /** Inputs of the probe. */
  readonly probeBatch: HostTensors;
  readonly sink: MetricsSink;
  /** Steps between two transfers of losses from the device; 1 where a transfer costs nothing. */
  readonly readInterval: number;
  /** Seconds since the epoch. */
  readonly wallTime: () => number;
  /** Awaited where the trial may be interrupted; what it throws ends it there. */
  readonly proceed: () => Promise<void>;
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
  readonly #context: TrialContext;
  readonly #instance: Instance<TrainingProgram>;
  #step = 0;
  #rows: Row[] = [];
  #status: TrialState = 'running';
  #loss = NaN;
  #divergence: TrialManifest['divergence'];

  constructor(context: TrialContext, id: TrialId, instance: Instance<TrainingProgram>) {
    this.id = id;
    this.#context = context;
    this.#instance = instance;
  }

  get running(): boolean {
    return this.#status === 'running';
  }

  /** Loss of the last minibatch known; NaN before the first. */
  get loss(): number {
    return this.#loss;
  }

  get manifest(): TrialManifest {
    return {
      ...this.id,
      state: this.#status,
      step: this.#divergence?.step ?? this.#step,
      ...(this.#divergence && { divergence: this.#divergence }),
    };
  }

  /** Measures what is due before the update of this step: evaluation, probe, histograms. */
  async observe(): Promise<void> {
    const { schedule } = this.#context;
    const step = this.#step;
    const due = [schedule.evaluates(step), schedule.probes(step), schedule.drawsHistograms(step)] as const;
    if (due.includes(true)) await this.#settle();
    if (!this.running) return;
    const [evaluates, probes, draws] = due;
    if (evaluates) await this.#evaluate();
    if (probes) await this.#probe();
    if (draws) await this.#drawHistograms();
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
    if (this.running) this.#status = 'stopped';
  }

  dispose(): void {
    for (const { outputs } of this.#rows) outputs.drop();
    this.#rows = [];
    this.#instance.dispose();
  }

  async #evaluate(): Promise<void> {
    const { validation, evaluationBatch, schedule, proceed } = this.#context;
    const { loss, accuracy } = await evaluate(this.#instance, validation, evaluationBatch, proceed);
    this.#record('validation', this.#step, LOSS, loss);
    if (accuracy !== undefined) this.#record('validation', this.#step, ACCURACY, accuracy);
    // no training step follows the last evaluation and would notice
    if (this.#step === schedule.totalSteps && !Number.isFinite(loss))
      this.#diverge(this.#step, 'validation loss');
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
