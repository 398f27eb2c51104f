import { phrase } from '../../shared/phrase';
import { defineTrialRule } from '../rule';
import { patience, positive } from '../fields';
import { significant } from '../words';
import { andOthers, kernels, largest, measuredNow } from '../worst';

export const weightUpdateRatio = defineTrialRule({
  title: 'Updates too large or too small',
  doc: 'The norm of an update divided by the norm of the weights it changes is about 1e-3 where learning goes well. Near 1, a step replaces what the tensor was, its initialisation included; below the precision of float32 (6e-8), it does not change it at all.',
  when: 'On `patience` probes in a row, the update ratio of a kernel is above `large`, or above 0 and below `small`.',
  advice:
    'Too large: lower the learning rate, or start from larger weights. Too small: raise the learning rate, or start from smaller weights.',
  source:
    'Amazon SageMaker Debugger, `WeightUpdateRatio` (10 and 1e-8); Karpathy, cs231n, “Ratio of weights:updates” (about 1e-3)',
  severity: 'warning',
  action: 'note',
  parameters: {
    large: positive('Update ratio from which it is too large.', 1),
    small: positive('Update ratio below which it is too small.', 1e-7),
    patience: patience('probes', 2),
  },
  check(telemetry, { large, small, patience: probes }) {
    const all = kernels(measuredNow(telemetry, 'update_ratio'));
    const tooLarge = all.filter(({ track }) => track.lately(probes, (value) => value > large));
    const tooSmall = all.filter(({ track }) => track.lately(probes, (value) => value > 0 && value < small));
    const worst = largest(tooLarge) ?? largest(tooSmall, ({ value }) => -value);
    if (worst === undefined) return undefined;
    const isLarge = tooLarge.length > 0;
    const values = [
      worst.subject,
      significant(worst.value),
      andOthers(isLarge ? tooLarge.length : tooSmall.length),
    ] as const;
    return {
      layer: worst.layer,
      message: isLarge
        ? phrase(
            'an update changes {0} by {1} of its norm, so that little of what it was remains{2}',
            ...values,
          )
        : phrase('an update changes {0} by {1} of its norm, which is next to nothing{2}', ...values),
      evidence: { tag: worst.tag, value: worst.value, threshold: isLarge ? large : small },
    };
  },
});

export const unchangedTensor = defineTrialRule({
  title: 'Weights that do not change',
  doc: 'A kernel that no update changes has a gradient of exactly 0, or one too small for float32: it is as it was drawn, and learning happens without it.',
  when: 'On `patience` probes in a row, the update that follows leaves a kernel as it was: its update ratio is exactly 0.',
  advice:
    'Look at what stops the gradient: identical or dead units behind this layer, or zeros in the weights.',
  source: 'Amazon SageMaker Debugger, `UnchangedTensor` (3 steps)',
  severity: 'warning',
  action: 'note',
  parameters: { patience: patience('probes', 3) },
  check(telemetry, { patience: probes }) {
    const all = kernels(measuredNow(telemetry, 'update_ratio'));
    const still = all.filter(({ track }) => track.lately(probes, (value) => value === 0));
    const [first] = still;
    if (first === undefined) return undefined;
    return {
      layer: first.layer,
      message: phrase(
        '{0} has not changed on {1} probes in a row{2}',
        first.subject,
        probes,
        andOthers(still.length),
      ),
      evidence: { tag: first.tag, value: 0, threshold: 0 },
    };
  },
});
