import type { Program, TensorTypes } from '../../engine/program';
import type { SplitModel } from '../../nn/frozenPrefix';
import type { StepPlan } from '../../nn/trainStep';
import type { BatchShape } from './batch';
import { diagnoseProgram } from './diagnose';
import { evaluateProgram } from './evaluate';
import { featuresProgram } from './features';
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
  | 'step'
  | 'measuredStep'
  | 'diagnose'
  | 'evaluate'
  | 'evaluateRest'
  | 'probe'
  | 'histograms'
  | 'trainFeatures'
  | 'validationFeatures';

type SampleTypes = BatchShape['samples'];

/**
 * Everything that training computes, over the state of one trial. What goes on at every step begins, where the frozen
 * layers are split off, behind them: from features in place of inputs.
 */
export function trainingPrograms(
  plan: StepPlan,
  sizes: BatchSizes,
  { train, validation }: { readonly train: SampleTypes; readonly validation: SampleTypes },
  split?: SplitModel,
): { readonly state: TensorTypes; readonly programs: Readonly<Record<TrainingProgram, Program>> } {
  const rest = split ? { ...plan, model: split.rest } : plan;
  const learned = (samples: SampleTypes): SampleTypes => ({ ...samples, shape: rest.model.inputShape });
  const minibatch = { count: sizes.step, samples: learned(train) };
  const validated = (count: number): BatchShape => ({ count, samples: learned(validation) });
  const probed = { count: sizes.probe, samples: validation };
  const features = split && {
    trainFeatures: featuresProgram(split.prefix, { count: sizes.step, samples: train }),
    validationFeatures: featuresProgram(split.prefix, { count: sizes.evaluation, samples: validation }),
  };
  return {
    state: stateTypes(plan),
    programs: {
      step: stepProgram(rest, minibatch),
      measuredStep: measuredStepProgram(rest, minibatch),
      diagnose: diagnoseProgram(plan, { count: sizes.step, samples: train }),
      evaluate: evaluateProgram(rest, validated(sizes.evaluation)),
      ...(sizes.evaluationRest > 0 && {
        evaluateRest: evaluateProgram(rest, validated(sizes.evaluationRest)),
      }),
      probe: probeProgram(plan, probed, sizes.step),
      histograms: histogramProgram(plan, probed, sizes.step),
      ...features,
      // the rest is asked for only where there is one, features where the model is split
    } as Readonly<Record<TrainingProgram, Program>>,
  };
}
