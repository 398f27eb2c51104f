import { defaultParameters, entryOf } from '../../../src/nn/parameters';
import { activations } from '../../../src/nn/activations/registry';
import type { Activation } from '../../../src/nn/activations/activation';
import { erf } from '../../../src/theory/normal';
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

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
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
  hard_sigmoid_tfjs: foreign(
    (x) => Math.min(1, Math.max(0, 0.2 * x + 0.5)),
    (x) => (Math.abs(x) < 2.5 ? 0.2 : 0),
    [-2.5, 2.5],
  ),
  gelu_new: foreign(
    (x) => 0.5 * x * (1 + Math.tanh(inner(x))),
    (x) => {
      const t = Math.tanh(inner(x));
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * GATE * (1 + 3 * 0.044715 * x * x);
    },
  ),
  mish: foreign(
    (x) => x * Math.tanh(softplus(x)),
    (x) => {
      const t = Math.tanh(softplus(x));
      return t + x * (1 - t * t) * logistic(x);
    },
  ),
  softsign: foreign(
    (x) => x / (1 + Math.abs(x)),
    (x) => 1 / (1 + Math.abs(x)) ** 2,
    [0],
  ),
  erf: foreign(erf, (x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x)),
  sin: foreign(Math.sin, Math.cos),
};
