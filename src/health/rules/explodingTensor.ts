import { phrase } from '../../shared/phrase';
import { defineTrialRule } from '../rule';
import { factor } from '../fields';
import { significant, times } from '../words';
import { andOthers, largest, measuredNow } from '../worst';
import type { Candidate } from '../worst';

/** Second moment of a signal as initializers mean it to be. Growth up to there is recovery, not explosion. */
const NORMAL = 1;

export const explodingTensor = defineTrialRule({
  title: 'Exploding tensor',
  doc: 'Activations or gradients that grow by orders of magnitude end in NaN, or in steps that undo what was learned. SageMaker fires when it is too late, on NaN itself (here: `notFinite`); this rule sees it coming.',
  when: 'The second moment of a layer’s activations, or the norm of a gradient, is `factor` times what it was at step 0 and, for activations, `factor` times 1, the size initializers aim at.',
  advice: 'Lower the learning rate, clip gradients (`training.clipping`), or use batchNorm.',
  source: 'Pascanu, Mikolov & Bengio (2013), §2; Amazon SageMaker Debugger, `ExplodingTensor`',
  severity: 'warning',
  action: 'note',
  parameters: { factor: factor('Growth since step 0.', 1000) },
  check(telemetry, parameters) {
    if (telemetry.step === 0) return undefined;
    const grown = ({ track, value }: Candidate, floor: number): boolean =>
      track.first?.step === 0 && value > parameters.factor * Math.max(track.first.value, floor);
    const found = [
      ...measuredNow(telemetry, 'activation_second_moment').filter((one) => grown(one, NORMAL)),
      ...measuredNow(telemetry, 'gradient_norm').filter(
        (one) => one.track.first?.value !== 0 && grown(one, 1),
      ),
    ];
    const growth = ({ track, value }: Candidate): number => value / (track.first?.value ?? NaN);
    const worst = largest(found, growth);
    if (worst === undefined) return undefined;
    const from = worst.track.first?.value ?? NaN;
    return {
      layer: worst.layer,
      message: phrase(
        '{0} has grown {1} since step 0: from {2} to {3}{4}',
        worst.tag,
        times(growth(worst)),
        significant(from),
        significant(worst.value),
        andOthers(new Set(found.map(({ layer }) => layer)).size),
      ),
      evidence: { tag: worst.tag, value: worst.value, threshold: parameters.factor * from },
    };
  },
});
