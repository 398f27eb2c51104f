import type { Activation } from './activation';
import { erf, hardSigmoid, linear, sigmoid, softsign, tanh } from './bounded';
import { elu, selu, softplus } from './exponential';
import { gelu, mish, swish } from './gated';
import { sine } from './periodic';
import { leakyRelu, prelu, relu, rrelu } from './rectifiers';

/** Every activation, in the order to offer them. */
export const activations = {
  relu,
  leakyRelu,
  elu,
  selu,
  prelu,
  rrelu,
  gelu,
  swish,
  mish,
  softplus,
  tanh,
  sigmoid,
  softsign,
  erf,
  hardSigmoid,
  sine,
  linear,
} satisfies Readonly<Record<string, Activation>>;
