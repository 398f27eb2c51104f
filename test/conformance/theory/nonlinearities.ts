import { defaultParameters, entryOf } from '../../../src/nn/parameters';
import { activations } from '../../../src/nn/activations/registry';
import type { Activation } from '../../../src/nn/activations/activation';
import { nonlinearity } from '../../../src/theory/nonlinearity';
import type { Nonlinearity } from '../../../src/theory/nonlinearity';

const registered = (name: string, given: Readonly<Record<string, unknown>> = {}): Nonlinearity => {
  const { parameters } = entryOf<Activation>(activations, 'activation', name);
  return nonlinearity({ name, parameters: { ...defaultParameters(parameters), ...given } });
};

/** Activations that the registry does not have: quadrature must do for them as it would for a new entry. */
const foreign = (
  value: (x: number) => number,
  derivative: (x: number) => number,
  kinks: readonly number[] = [],
): Nonlinearity => ({ value, derivative, kinks });

const GATE = Math.sqrt(2 / Math.PI);
const inner = (x: number): number => GATE * (x + 0.044715 * x ** 3);

/** By the names of the oracle files. */
export const nonlinearities: Readonly<Record<string, Nonlinearity>> = {
  linear: registered('linear'),
  relu: registered('relu'),
  'leaky_relu_0.01': registered('leakyRelu', { slope: 0.01 }),
  'leaky_relu_0.2': registered('leakyRelu', { slope: 0.2 }),
  'leaky_relu_0.3': registered('leakyRelu', { slope: 0.3 }),
  tanh: registered('tanh'),
  sigmoid: registered('sigmoid'),
  elu: registered('elu'),
  selu: registered('selu'),
  gelu: registered('gelu'),
  swish: registered('swish'),
  softplus: registered('softplus'),
  relu6: foreign(
    (x) => Math.min(6, Math.max(0, x)),
    (x) => (x > 0 && x < 6 ? 1 : 0),
    [0, 6],
  ),
  hard_sigmoid_tfjs: registered('hardSigmoid'),
  gelu_new: foreign(
    (x) => 0.5 * x * (1 + Math.tanh(inner(x))),
    (x) => {
      const t = Math.tanh(inner(x));
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * GATE * (1 + 3 * 0.044715 * x * x);
    },
  ),
  mish: registered('mish'),
  softsign: registered('softsign'),
  erf: registered('erf'),
  sin: registered('sine', { omega: 1 }),
};
