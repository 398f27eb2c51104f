import type { InitializerChoice } from '../experiment/experiment';
import type { Samples } from '../data/dataset';
import { initialize } from '../nn/initialize';
import { createState, disposeState } from '../nn/state';
import type { TrainingState } from '../nn/step';
import type { Tensor, Tf } from '../nn/tensors';
import { trainStep } from '../nn/trainStep';
import type { StepBatch, StepPlan } from '../nn/trainStep';
import type { TrialManifest, TrialState } from '../runs/run';
import type { MetricsSink, TrialId } from '../shared/metrics';
import { ACCURACY, LOSS } from '../shared/tags';
import type { Split } from '../shared/tags';
import { firstNonFinite, healthOfAll } from './divergence';
import { evaluate } from './evaluate';
import { disposeBatch } from './minibatches';
import type { DeviceBatch, Minibatches } from './minibatches';
import type { Schedule } from './schedule';
import { drawHistograms, measureState, measureUpdate } from './telemetry/probe';

/** All that the trials of an experiment share. */
export interface TrialContext {
  readonly tf: Tf;
  readonly plan: StepPlan;
  readonly schedule: Schedule;
  readonly minibatches: Minibatches;
  readonly validation: Samples;
  readonly probeBatch: DeviceBatch;
  readonly sink: MetricsSink;
  /** Steps between two transfers of losses from the device; 1 where a transfer costs nothing. */
  readonly readInterval: number;
  /** Seconds since the epoch. */
  readonly wallTime: () => number;
  /** Awaited where the trial may be interrupted; what it throws ends it there. */
  readonly proceed: () => Promise<void>;
}

/** What one step measured, still on the device: loss, accuracy of a classifier, health of the new weights. */
interface Row {
  readonly wallTime: number;
  readonly values: Tensor;
}

/** One initializer with one seed: its training state and what has been measured of it. */
export class Trial {
  readonly id: TrialId;
  readonly #context: TrialContext;
  #state: TrainingState;
  /** The state before the oldest row not read yet: where to look again when one of them is not finite. */
  #anchor: TrainingState;
  #rows: Row[] = [];
  #status: TrialState = 'running';
  #loss = NaN;
  #divergence: TrialManifest['divergence'];

  /** @throws RangeError when a weight cannot be drawn */
  constructor(context: TrialContext, choice: InitializerChoice, seed: number) {
    this.id = { initializer: choice.label, seed };
    this.#context = context;
    const { model, optimizer } = context.plan;
    this.#state = createState(context.tf, model, optimizer, initialize(model, choice, seed));
    this.#anchor = this.#state;
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
      step: this.#divergence?.step ?? this.#state.step,
      ...(this.#divergence && { divergence: this.#divergence }),
    };
  }

  /** Measures what is due before the update of this step: evaluation, probe, histograms. */
  async observe(): Promise<void> {
    const { schedule, sink } = this.#context;
    const { step } = this.#state;
    const [evaluates, probes, draws] = [
      schedule.evaluates(step),
      schedule.probes(step),
      schedule.drawsHistograms(step),
    ];
    if (evaluates || probes || draws) await this.#settle();
    if (!this.running) return;
    if (evaluates) await this.#evaluate();
    const { tf, plan, probeBatch, wallTime } = this.#context;
    if (probes) this.#record('probe', step, await measureState(tf, plan, this.#state, probeBatch));
    if (!draws) return;
    for (const [tag, bins] of await drawHistograms(tf, plan.model, this.#state, probeBatch))
      sink.histogram(this.id, { split: 'probe', tag, step, wallTime: wallTime(), ...bins });
  }

  /** Makes one update. */
  async advance(batch: StepBatch): Promise<void> {
    const { tf, plan, schedule, readInterval, wallTime } = this.#context;
    const before = this.#state;
    const { state, loss, accuracy } = trainStep(tf, plan, before, batch);
    this.#state = state;
    this.#rows.push({
      wallTime: wallTime(),
      values: tf.tidy(() =>
        tf.stack([loss, ...(accuracy ? [accuracy] : []), healthOfAll(tf, state.weights)]),
      ),
    });
    tf.dispose([loss, accuracy ?? []]);
    const probed = schedule.probes(before.step);
    const updates = probed && (await measureUpdate(tf, before.weights, state.weights));
    if (before !== this.#anchor) disposeState(before);
    if (updates) this.#record('probe', before.step, updates);
    if (this.#rows.length >= readInterval) await this.#settle();
  }

  /** Ends the trial after its last step, with all measured that is due then. */
  async finish(): Promise<void> {
    await this.#settle();
    if (this.running) this.#end('finished');
  }

  /** Ends the trial early, where it stands; what was measured is kept. */
  async stop(): Promise<void> {
    await this.#settle();
    if (this.running) this.#end('stopped');
  }

  dispose(): void {
    this.#context.tf.dispose(this.#rows.map(({ values }) => values));
    this.#rows = [];
    if (this.#anchor !== this.#state) disposeState(this.#anchor);
    disposeState(this.#state);
  }

  async #evaluate(): Promise<void> {
    const { tf, plan, validation, schedule, proceed } = this.#context;
    const { step } = this.#state;
    const { loss, accuracy } = await evaluate(tf, plan, this.#state, validation, proceed);
    this.#record('validation', step, [
      [LOSS, loss],
      ...(accuracy === undefined ? [] : [[ACCURACY, accuracy] as const]),
    ]);
    // no training step follows the last evaluation and would notice
    if (step === schedule.totalSteps && !Number.isFinite(loss)) this.#diverge(step, 'validation loss');
  }

  /** Reads and records the steps made since the last time, up to the first that is not finite. */
  async #settle(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    const read = await Promise.all(rows.map(({ values }) => values.data()));
    this.#context.tf.dispose(rows.map(({ values }) => values));
    const first = this.#anchor.step;
    for (const [i, values] of read.entries()) {
      const [loss, accuracy] = [values[0]!, values.length > 2 ? [[ACCURACY, values[1]!] as const] : []];
      this.#loss = loss;
      this.#record('train', first + i, [[LOSS, loss], ...accuracy], rows[i]!.wallTime);
      if (values.every(Number.isFinite)) continue;
      // the loss at a step is that of the weights before its update
      const step = Number.isFinite(loss) ? first + i + 1 : first + i;
      this.#diverge(step, (await this.#findCause(first + i)) ?? (Number.isFinite(loss) ? 'weights' : 'loss'));
      break;
    }
    if (this.#anchor !== this.#state) disposeState(this.#anchor);
    this.#anchor = this.#state;
  }

  /** Repeats the steps from the anchor up to the one that went wrong, which are the same again. */
  async #findCause(step: number): Promise<string | undefined> {
    const { tf, plan, minibatches } = this.#context;
    let state = this.#anchor;
    for (;;) {
      const batch = minibatches(this.id.seed, state.step);
      try {
        if (state.step === step) return await firstNonFinite(tf, plan, state, batch);
        const next = trainStep(tf, plan, state, batch);
        tf.dispose([next.loss, next.accuracy ?? []]);
        if (state !== this.#anchor) disposeState(state);
        state = next.state;
      } finally {
        disposeBatch(batch);
        if (state.step === step && state !== this.#anchor) disposeState(state);
      }
    }
  }

  #record(
    split: Split,
    step: number,
    values: Iterable<readonly [string, number]>,
    wallTime = this.#context.wallTime(),
  ): void {
    for (const [tag, value] of values)
      this.#context.sink.scalar(this.id, { split, tag, step, wallTime, value });
  }

  #diverge(step: number, tensor: string): void {
    this.#divergence = { step, tensor };
    this.#end('diverged');
  }

  #end(status: TrialState): void {
    this.#status = status;
  }
}
