import { phrase } from '../../shared/phrase';
import { defineTrialRule } from '../rule';

export const notFinite = defineTrialRule({
  title: 'NaN or infinity',
  doc: 'A value left the range of float32, and everything computed from it is NaN. The trial ends there. The first tensor that was not finite, in the order of the computation, is the one to look at; the loss is only where it shows.',
  when: 'A loss, weight, activation or gradient is NaN or infinite. Names the first tensor that was (docs/telemetry.md, “Divergence”).',
  advice: 'Lower the scale of the initial weights or the learning rate, or clip gradients.',
  source: 'Amazon SageMaker Debugger, `ExplodingTensor` (fires on any NaN or infinity)',
  severity: 'error',
  action: 'note',
  parameters: {},
  check({ divergence }) {
    if (divergence === undefined) return undefined;
    const { step, tensor } = divergence;
    const layer = tensor.split('/')[1];
    return {
      ...(layer !== undefined && { layer }),
      message: phrase('{0} is the first tensor that is not finite, at step {1}', tensor, step),
      evidence: { tag: tensor, value: NaN, threshold: Infinity },
    };
  },
});
