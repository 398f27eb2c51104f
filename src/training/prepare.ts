import { batched, keptBatched } from '../data/batched';
import { sequentialBatches } from '../data/batches';
import type { Samples } from '../data/dataset';
import type { Instance, Machine } from '../engine/program';
import { inTurn, prepareStack } from '../engine/stack/machine';
import type { StackMachine } from '../engine/stack/machine';
import type { ModelSpec } from '../nn/layers/layer';
import { learningRates } from '../nn/schedules/rate';
import type { StepPlan } from '../nn/trainStep';
import { cacheFeatures } from './cacheFeatures';
import { experimentPrograms } from './experimentPrograms';
import { isWanted } from './inputs';
import type { TrainingInputs } from './inputs';
import { rateTags } from './learningRates';
import { createMinibatches } from './minibatches';
import type { Minibatches } from './minibatches';
import { batchValues } from './programs/batch';
import type { TrainingProgram } from './programs/programs';
import { scheduleOf } from './schedule';
import type { Features, TrialContext } from './trial';

/** Steps between two readings of the losses where reading waits for a device. */
const GPU_READ_INTERVAL = 16;

/** What the trials of an experiment are made with. */
export interface Prepared {
  /** Being opened: what does not need it can be done meanwhile. */
  readonly opening: Promise<Machine<TrainingProgram>>;
  /** Whether the trials of a seed make each update together. */
  readonly stacked: boolean;
  readonly together: StackMachine<TrainingProgram>['together'];
  /** Programs that a trial runs at its first step. */
  readonly atFirst: readonly TrainingProgram[];
  readonly plan: StepPlan;
  readonly minibatches: Minibatches;
  readonly context: TrialContext;
  /** Present where frozen layers are computed once. */
  readonly featuresOf?: (instance: Instance<TrainingProgram>) => Promise<Features>;
}

/** Compiles what training computes and lays out what the trials share. */
export async function prepare(
  { experiment, dataset, engine, sink, clock, trials, stacked = false, checkpoints }: TrainingInputs,
  proceed: () => Promise<void>,
): Promise<Prepared> {
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
      ? await prepareStack<TrainingProgram>(engine, state, programs, {
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
      validation: batched(await cache(validation, 'validationFeatures', evaluationBatch), evaluationBatch),
    };
  };
  const opening = Promise.resolve(stack ?? engine.prepare(state, programs));
  opening.catch(() => undefined); // told to who awaits it, perhaps later
  return {
    ...(split && { featuresOf: (instance) => featuresOf(instance, split.rest) }),
    stacked: stack !== undefined,
    opening,
    atFirst: [
      'evaluate',
      ...(schedule.probes(0) ? (['probe', 'measuredStep'] as const) : []),
      ...(schedule.drawsHistograms(0) ? (['histograms'] as const) : []),
      'step',
    ],
    together: stack ? (tasks) => stack.together(tasks) : inTurn,
    plan,
    minibatches: createMinibatches(plan, train, training, ratesAt),
    context: {
      schedule,
      learningRates: rateTags(training, ratesAt, schedule.totalSteps),
      replay: createMinibatches(plan, train, training, ratesAt),
      validation: keptBatched(validation, evaluationBatch),
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
