import type { Samples } from '../../data/dataset';
import type { Program, TensorTypes } from '../../engine/program';
import type { StepPlan } from '../../nn/trainStep';
import { diagnoseProgram } from './diagnose';
import { evaluateProgram } from './evaluate';
import { histogramProgram, probeProgram } from './probe';
import { stateTypes } from './state';
import { measuredStepProgram, stepProgram } from './step';

export interface BatchSizes {
  readonly step: number;
  readonly evaluation: number;
  /** Samples left over after whole evaluation batches; 0 if none. */
  readonly evaluationRest: number;
  readonly probe: number;
}

export type TrainingProgram =
  'step' | 'measuredStep' | 'diagnose' | 'evaluate' | 'evaluateRest' | 'probe' | 'histograms';

/** Everything that training computes, over the state of one trial. */
export const trainingPrograms = (
  plan: StepPlan,
  sizes: BatchSizes,
  { train, validation }: { readonly train: Samples; readonly validation: Samples },
): { readonly state: TensorTypes; readonly programs: Readonly<Record<TrainingProgram, Program>> } => {
  const minibatch = { count: sizes.step, samples: train };
  const validated = (count: number): { count: number; samples: Samples } => ({ count, samples: validation });
  return {
    state: stateTypes(plan),
    programs: {
      step: stepProgram(plan, minibatch),
      measuredStep: measuredStepProgram(plan, minibatch),
      diagnose: diagnoseProgram(plan, minibatch),
      evaluate: evaluateProgram(plan, validated(sizes.evaluation)),
      evaluateRest: evaluateProgram(plan, validated(sizes.evaluationRest || sizes.evaluation)),
      probe: probeProgram(plan, validated(sizes.probe)),
      histograms: histogramProgram(plan, validated(sizes.probe)),
    },
  };
};
