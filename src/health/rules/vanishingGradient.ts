import { phrase } from '../../shared/phrase';
import { defineTrialRule } from '../rule';
import { patience, positive, share } from '../fields';
import { significant, times } from '../words';
import { andOthers, kernels, largest, measuredNow } from '../worst';

export const vanishingGradient = defineTrialRule({
  title: 'Vanishing gradient',
  doc: 'A layer whose gradient is far smaller than that of the layers behind it learns far slower. An absolute bound says little: all gradients get small when a network has learned, and their size goes with that of the loss. So this rule compares the layers of one network with each other; gradients of exactly 0 everywhere are told by other rules. A gradient of exactly 0 before the first update may be meant: behind it a residual branch that ends in zeros waits for one update. It counts if the next probe finds it again.',
  when: 'On `patience` probes in a row, the mean |gradient| of a kernel is below `share` of the largest of any kernel, or, while the training loss has not halved, below `absolute`.',
  advice:
    'Use an initializer that keeps the signal (heNormal for relu, glorotUniform for tanh), relu in place of sigmoid, fewer layers, or batchNorm.',
  source:
    'Amazon SageMaker Debugger, `VanishingGradient` (mean |gradient| below 1e-7); Glorot & Bengio (2010), §4.2',
  severity: 'warning',
  action: 'note',
  parameters: {
    share: share('Share of the largest mean |gradient| of any kernel.', 1e-3),
    absolute: positive('Mean |gradient| that is too small by itself.', 1e-7),
    patience: patience('probes', 1),
  },
  check(telemetry, { share: part, absolute, patience: probes }) {
    const all = kernels(measuredNow(telemetry, 'gradient_mean_abs'));
    const top = largest(all);
    if (top === undefined || !(top.value > 0)) return undefined;
    const { first, latest } = telemetry.trainingLoss;
    const learning = first === undefined || latest === undefined || latest.value > first.value / 2;
    const tiny = all.filter(({ track }) =>
      track.recent.slice(-probes).every(({ step, value }, _, { length }) => {
        const reference = top.track.recent.find((point) => point.step === step)?.value ?? NaN;
        const isMeant = value === 0 && step === track.first?.step;
        return length === probes && !isMeant && (value < part * reference || (learning && value < absolute));
      }),
    );
    const worst = largest(tiny, ({ value }) => -value);
    if (worst === undefined) return undefined;
    return {
      layer: worst.layer,
      message: phrase(
        'the mean |gradient| of {0} is {1}, {2} that of {3}{4}',
        worst.subject,
        significant(worst.value),
        times(worst.value / top.value),
        top.subject,
        andOthers(tiny.length),
      ),
      evidence: { tag: worst.tag, value: worst.value, threshold: Math.max(part * top.value, absolute) },
    };
  },
});
