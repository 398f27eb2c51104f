import type { Dataset } from '../data/dataset';
import type { Program, TensorTypes } from '../engine/program';
import type { Experiment } from '../experiment/experiment';
import { splitFrozenPrefix } from '../nn/frozenPrefix';
import type { SplitModel } from '../nn/frozenPrefix';
import type { StepPlan } from '../nn/trainStep';
import { evaluationSizes } from './evaluate';
import { trainingPrograms } from './programs/programs';
import type { BatchSizes, TrainingProgram } from './programs/programs';
import { stepPlanOf } from './stepPlan';

export interface ExperimentPrograms {
  readonly plan: StepPlan;
  readonly sizes: BatchSizes;
  /** Present where frozen layers are computed once. */
  readonly split: SplitModel | undefined;
  readonly state: TensorTypes;
  readonly programs: Readonly<Record<TrainingProgram, Program>>;
}

/** All that the trials of an experiment compute on its data. */
export function experimentPrograms(
  experiment: Pick<Experiment, 'model' | 'training' | 'telemetry'>,
  { train, validation }: Pick<Dataset, 'train' | 'validation'>,
): ExperimentPrograms {
  const { training, telemetry } = experiment;
  const plan = stepPlanOf(experiment);
  const { whole, rest } = evaluationSizes(validation);
  const sizes = {
    step: training.batchSize,
    evaluation: whole,
    evaluationRest: rest,
    probe: Math.max(1, Math.min(telemetry.probeSamples, validation.count)),
  };
  const split = training.cacheFrozen ? splitFrozenPrefix(plan.model) : undefined;
  return { plan, sizes, split, ...trainingPrograms(plan, sizes, { train, validation }, split) };
}
