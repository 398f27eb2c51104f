import { createBatcher, sequentialBatches } from '../data/batches';
import type { Dataset, Samples } from '../data/dataset';
import type { Engine } from '../engine/engine';
import type { Experiment } from '../experiment/experiment';
import type { HostTensors, Instance, Machine } from '../engine/program';
import { inTurn, prepareStack } from '../engine/stack/machine';
import type { StackMachine } from '../engine/stack/machine';
import { learningRates } from '../nn/schedules/rate';
import type { ModelSpec } from '../nn/layers/layer';
import type { StepPlan } from '../nn/trainStep';
import type { TrialManifest } from '../runs/run';
import { isSameTrial } from '../shared/metrics';
import type { MetricsSink, TrialId } from '../shared/metrics';
import type { TrainingControl } from './control';
import { experimentPrograms } from './experimentPrograms';
import { initialWeights } from './initialWeights';
import { rateTags } from './learningRates';
import { cacheFeatures } from './cacheFeatures';
import { createMinibatches } from './minibatches';
import type { Minibatches } from './minibatches';
import { batchValues } from './programs/batch';
import type { TrainingProgram } from './programs/programs';
import { initialState } from './programs/state';
import { createSpeedMeter } from './progress';
import type { SpeedMeter, TrainingProgress } from './progress';
import { planSchedule } from './schedule';
import type { Schedule } from './schedule';
import type { CheckpointSink, TrialStart } from './start';
import { Trial } from './trial';
import type { Features, TrialContext } from './trial';
import { turnLength } from './turn';

export interface TrainingInputs {
  readonly experiment: Pick<Experiment, 'model' | 'initializers' | 'training' | 'telemetry'>;
  /** The trials to train; all of the experiment when left out. */
  readonly trials?: readonly TrialId[];
  readonly dataset: Dataset;
  readonly engine: Pick<Engine, 'prepare' | 'device' | 'tf'>;
  /** Whether the trials of a seed train as one stack, rather than each in turn. Their numbers are the same. */
  readonly stacked?: boolean;
  readonly sink: MetricsSink;
  /** Trials that begin elsewhere than at their first step or their initializer's draw. */
  readonly starts?: readonly TrialStart[];
  /** Where states are kept, as the experiment asks. */
  readonly checkpoints?: CheckpointSink;
  readonly control: TrainingControl;
  readonly clock: {
    /** Seconds since the epoch. */
    wallTime(): number;
    /** Milliseconds, monotonic. */
    now(): number;
  };
  /** A trial has begun, been evaluated or ended. */
  readonly onTrial: (trial: TrialManifest) => void;
  /** After each step, at most ten times a second, and at the end. */
  readonly onProgress: (progress: TrainingProgress) => void;
}

/** Steps between two readings of the losses where reading waits for a device. */
const GPU_READ_INTERVAL = 16;
const PROGRESS_INTERVAL_MS = 100;

/** Ends the loop from within. */
class Stopped extends Error {}

/**
 * When what happens in an experiment on its dataset.
 * @throws RangeError when a batch is larger than the training set
 */
export const scheduleOf = (
  { training, telemetry }: Pick<Experiment, 'training' | 'telemetry'>,
  { train }: Pick<Dataset, 'train'>,
): Schedule =>
  planSchedule(
    training,
    telemetry,
    createBatcher(train, { batchSize: training.batchSize, seed: 0 }).stepsPerEpoch,
  );

/**
 * Trains all initializers with all seeds side by side, a few updates in turn, so that all curves advance together; each
 * minibatch is made once for all initializers of its seed. A trial depends on nothing but its initializer and seed:
 * the others change none of its numbers. A trial that diverges ends, the others go on.
 *
 * @returns `stopped` when `control` asked for it, within one step
 * @throws RangeError when initial weights cannot be drawn
 */
export async function runExperiment(inputs: TrainingInputs): Promise<'finished' | 'stopped'> {
  try {
    return await trainAll(inputs);
  } finally {
    inputs.control.end();
  }
}

async function trainAll(inputs: TrainingInputs): Promise<'finished' | 'stopped'> {
  const { control } = inputs;
  const trials: Trial[] = [];
  const meter = createSpeedMeter(() => inputs.clock.now());
  const proceed = async (): Promise<void> => {
    const wish = await control.checkpoint();
    if (wish === 'stop') throw new Stopped();
    if (wish === 'resumed') meter.restart();
  };
  const { machine, stacked, together, minibatches, plan, context, featuresOf } = await prepare(
    inputs,
    proceed,
  );
  const report = createReporter(inputs, context.schedule, trials, meter);
  try {
    for (const seed of inputs.experiment.training.seeds)
      for (const choice of inputs.experiment.initializers) {
        if (!isWanted(inputs.trials, choice.label, seed)) continue;
        const id = { initializer: choice.label, seed };
        const start = inputs.starts?.find((other) => isSameTrial(other, id));
        const weights = await initialWeights(plan.model, choice, seed, () => minibatches(seed, 0));
        const drawn = initialState(plan, weights);
        const instance = machine.instantiate({ ...drawn, ...start?.state });
        const trial = new Trial(context, id, instance, start, await featuresOf?.(instance));
        trials.push(trial);
        inputs.onTrial(trial.manifest);
        await proceed();
      }
    const { totalSteps, stepsPerEpoch } = context.schedule;
    let from = Math.min(...trials.map(({ step }) => step));
    let length = 1;
    while (from <= totalSteps) {
      const epochEnd = from + stepsPerEpoch - (from % stepsPerEpoch);
      const until = Math.min(from + length, epochEnd, totalSteps + 1);
      const began = inputs.clock.now();
      const before = updatesOf(trials);
      for (const seed of inputs.experiment.training.seeds)
        await advance(
          inputs,
          context,
          trials.filter((trial) => trial.running && trial.id.seed === seed && trial.step < until),
          { from, until, report, minibatches, together },
        );
      // trials of a stack make each update together
      if (!stacked) length = turnLength(updatesOf(trials) - before, inputs.clock.now() - began);
      from = until;
    }
    report(true);
    return 'finished';
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    for (const trial of trials) {
      await trial.stop();
      inputs.onTrial(trial.manifest);
    }
    report(true);
    return 'stopped';
  } finally {
    for (const trial of trials) trial.dispose();
    await machine.dispose();
  }
}

const updatesOf = (trials: readonly Trial[]): number => trials.reduce((sum, { step }) => sum + step, 0);

const isWanted = (trials: TrainingInputs['trials'], initializer: string, seed: number): boolean =>
  trials?.some((trial) => isSameTrial(trial, { initializer, seed })) ?? true;

/** Brings the trials of one seed to the step `until`, each in one turn, or to their end. */
async function advance(
  { onTrial, control }: TrainingInputs,
  { schedule, proceed }: TrialContext,
  trials: readonly Trial[],
  {
    from,
    until,
    report,
    minibatches,
    together,
  }: {
    /** No trial is behind it. */
    readonly from: number;
    readonly until: number;
    readonly report: () => void;
    readonly minibatches: Minibatches;
    readonly together: StackMachine<TrainingProgram>['together'];
  },
): Promise<void> {
  /** By step, made once for all trials. */
  const made = new Map<number, HostTensors>();
  const minibatch = ({ id, step, features }: Trial): HostTensors => {
    if (features) return features.minibatches(id.seed, step);
    const batch = made.get(step) ?? minibatches(id.seed, step, step - from);
    made.set(step, batch);
    return batch;
  };
  const bring = async (trial: Trial): Promise<void> => {
    const { step } = trial;
    if (control.isRetired(trial.id.initializer)) await trial.stop();
    else {
      await trial.observe();
      if (step >= schedule.totalSteps) await trial.finish();
      else if (trial.running) await trial.advance(minibatch(trial));
    }
    if (schedule.evaluates(step) || !trial.running) onTrial(trial.manifest);
    report();
    await proceed();
  };
  const takeTurn = async (trial: Trial): Promise<void> => {
    while (trial.running && trial.step < until) await bring(trial);
  };
  await together(trials.map((trial) => () => takeTurn(trial)));
}

/** Compiles what training computes and lays out what the trials share. */
async function prepare(
  { experiment, dataset, engine, sink, clock, trials, stacked = false, checkpoints }: TrainingInputs,
  proceed: () => Promise<void>,
): Promise<{
  readonly machine: Machine<TrainingProgram>;
  /** Whether the trials of a seed make each update together. */
  readonly stacked: boolean;
  readonly together: StackMachine<TrainingProgram>['together'];
  readonly plan: StepPlan;
  readonly minibatches: Minibatches;
  readonly context: TrialContext;
  /** Present where frozen layers are computed once. */
  readonly featuresOf?: (instance: Instance<TrainingProgram>) => Promise<Features>;
}> {
  const { training } = experiment;
  const { batchSize } = training;
  const { train, validation } = dataset;
  const schedule = scheduleOf(experiment, dataset);
  const ratesAt = (step: number): readonly number[] => learningRates(training, step, schedule.totalSteps);
  const { plan, sizes, split, state, programs } = experimentPrograms(experiment, dataset);
  const { evaluation: evaluationBatch } = sizes;
  const [probed] = sequentialBatches(validation, sizes.probe);
  if (!probed) throw new RangeError('the validation set is empty');
  const ofSeed = (seed: number): number =>
    experiment.initializers.filter(({ label }) => isWanted(trials, label, seed)).length;
  // where frozen layers are computed once, trials have inputs of their own
  const stack =
    stacked && !split
      ? await prepareStack(engine, state, programs, {
          size: Math.max(...training.seeds.map(ofSeed)),
          alone: ['diagnose'],
        })
      : undefined;
  const featuresOf = async (instance: Instance<TrainingProgram>, rest: ModelSpec): Promise<Features> => {
    const cache = (samples: Samples, program: TrainingProgram, count: number): Promise<Samples> =>
      cacheFeatures((values) => instance.run(program, values), samples, count, rest.inputShape, proceed);
    const cached = await cache(train, 'trainFeatures', batchSize);
    return {
      minibatches: createMinibatches({ ...plan, model: rest }, cached, training, ratesAt),
      validation: await cache(validation, 'validationFeatures', evaluationBatch),
    };
  };
  return {
    ...(split && { featuresOf: (instance) => featuresOf(instance, split.rest) }),
    stacked: stack !== undefined,
    machine: stack ?? (await engine.prepare(state, programs)),
    together: stack ? (tasks) => stack.together(tasks) : inTurn,
    plan,
    minibatches: createMinibatches(plan, train, training, ratesAt),
    context: {
      schedule,
      learningRates: rateTags(training, ratesAt, schedule.totalSteps),
      replay: createMinibatches(plan, train, training, ratesAt),
      validation,
      evaluationBatch,
      probeBatch: batchValues(probed),
      sink,
      readInterval: engine.device.kind === 'cpu' ? 1 : GPU_READ_INTERVAL,
      wallTime: () => clock.wallTime(),
      ...(checkpoints &&
        training.checkpoint && {
          checkpoints: {
            sink: checkpoints,
            types: state,
            now: () => clock.now(),
            ...(training.checkpoint.best && { best: training.checkpoint.best }),
          },
        }),
      proceed,
    },
  };
}

/** @returns reports progress when it is due, or now */
function createReporter(
  { clock, onProgress }: TrainingInputs,
  { totalSteps }: Schedule,
  trials: readonly Trial[],
  meter: SpeedMeter,
): (now?: boolean) => void {
  let reportedAt = -Infinity;
  return (now = false) => {
    if (!now && clock.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = clock.now();
    const manifests = trials.map((trial) => ({
      ...trial.manifest,
      loss: trial.loss,
      epoch: trial.epoch,
    }));
    const done = manifests.reduce((sum, { step }) => sum + step, 0);
    const total = manifests.reduce(
      (sum, { state, step }) => sum + (state === 'diverged' || state === 'stopped' ? step : totalSteps),
      0,
    );
    const stepsPerSecond = meter.speed(done);
    onProgress({
      done,
      total,
      stepsPerSecond,
      etaSeconds: stepsPerSecond > 0 ? (total - done) / stepsPerSecond : Infinity,
      trials: manifests.map(({ initializer, seed, state, step, loss, epoch }) => ({
        initializer,
        seed,
        state,
        step,
        loss,
        ...(epoch && { epoch }),
      })),
    });
  };
}
