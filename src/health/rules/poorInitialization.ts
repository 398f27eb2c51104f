import { phrase } from '../../shared/phrase';
import { defineTrialRule } from '../rule';
import type { Observation, TrialTelemetry } from '../rule';
import { factor, positive } from '../fields';
import { significant, times } from '../words';
import { hidden, measuredNow } from '../worst';

export const poorInitialization = defineTrialRule({
  title: 'Poor initialisation',
  doc: 'Before the first update a network should pass its signal on at about the size it came in, and a classifier that knows nothing should say so. SageMaker compares the variances of neighbouring layers; a change per layer that looks harmless is fatal in a deep network, so this rule compares the ends.',
  when: 'At step 0, the second moment of the activations changes by more than `ratio` from the first to the last hidden layer, or the first validation loss of a classifier exceeds ln K (K classes, all equally likely) by more than `excessLoss`. The evidence tells what the theory predicted, so that one sees whether it was to be expected.',
  advice:
    'Use the initializer that fits the activation (heNormal for relu, glorotUniform or lecunNormal for tanh, selu), or batchNorm behind the hidden layers.',
  source:
    'Amazon SageMaker Debugger, `PoorWeightInitialization` (ratio 10); He et al. (2015), §2.2; Karpathy, cs231n, “Look for correct loss at chance performance”',
  severity: 'warning',
  action: 'note',
  parameters: {
    ratio: factor('Largest change of the second moment from the first to the last hidden layer.', 10),
    excessLoss: positive('Largest excess of the first validation loss over that of guessing.', 1),
  },
  check(telemetry, { ratio, excessLoss }) {
    if (telemetry.step > 0) return undefined;
    return changedSignal(telemetry, ratio) ?? highLoss(telemetry, excessLoss);
  },
});

function changedSignal(telemetry: TrialTelemetry, ratio: number): Observation | undefined {
  const layers = hidden(measuredNow(telemetry, 'activation_second_moment'));
  const [first, last] = [layers[0], layers.at(-1)];
  if (first === undefined || last === undefined || first === last || !(first.value > 0)) return undefined;
  const change = last.value / first.value;
  if (change <= ratio && change >= 1 / ratio) return undefined;
  const predicted = predictedRatio(telemetry, first.subject, last.subject);
  const values = [
    times(change),
    first.layer,
    last.layer,
    predicted === undefined ? '' : phrase(', predicted {0}', times(predicted)),
  ] as const;
  return {
    layer: last.layer,
    message:
      change < 1
        ? phrase(
            'the signal vanishes before training: its second moment changes {0} from {1} to {2}{3}',
            ...values,
          )
        : phrase(
            'the signal explodes before training: its second moment changes {0} from {1} to {2}{3}',
            ...values,
          ),
    evidence: {
      tag: last.tag,
      value: change,
      threshold: change < 1 ? 1 / ratio : ratio,
      ...(predicted !== undefined && { predicted }),
    },
  };
}

function predictedRatio({ predicted }: TrialTelemetry, first: string, last: string): number | undefined {
  const moment = (layer: string): number => predicted[layer]?.activation_second_moment ?? NaN;
  const value = moment(last) / moment(first);
  return Number.isFinite(value) ? value : undefined;
}

function highLoss(
  { classes, validationLoss, step }: TrialTelemetry,
  excessLoss: number,
): Observation | undefined {
  const latest = validationLoss.latest;
  if (classes === undefined || latest?.step !== step) return undefined;
  const chance = Math.log(classes);
  if (!(latest.value - chance > excessLoss)) return undefined;
  return {
    message: phrase(
      'the first validation loss is {0}, where guessing has ln {1} = {2}: the untrained network is confident and wrong',
      significant(latest.value),
      classes,
      significant(chance),
    ),
    evidence: { tag: 'loss', value: latest.value, threshold: chance + excessLoss },
  };
}
