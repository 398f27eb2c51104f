import { number, optional } from '../../schema/schema';
import { python } from '../code/code';
import { expressionCode } from '../code/expressions';
import { defineActivation } from './activation';
import { momentGain } from './gain';

export const sine = defineActivation({
  title: 'Sine',
  doc: 'A sine of high frequency, for networks that represent signals. Initialise with `siren` and the same omega.',
  formula: { text: 'sin(omega · x)', tex: '\\sin(\\omega x)' },
  source:
    'Sitzmann et al. (2020), "Implicit Neural Representations with Periodic Activation Functions", §3.2; gain 1/√E[φ(z)²]',
  parameters: {
    omega: optional(number({ doc: 'Frequency; 30 in the paper.', default: 30, above: 0 })),
  },
  value: ({ omega }, x) => Math.sin(omega * x),
  derivative: ({ omega }, x) => omega * Math.cos(omega * x),
  apply: (tf, { omega }, x) => tf.sin(omega === 1 ? x : tf.mul(x, omega)),
  gain: ({ omega }) => momentGain((x) => Math.sin(omega * x)),
  initializer: ({ omega }) => ({ name: 'siren', parameters: { omega } }),
  kinks: [],
  canDie: false,
  code: ({ omega }) =>
    expressionCode(`keras.ops.sin(${python(omega)} * x)`, `torch.sin(${python(omega)} * x)`),
});
