import type { Activation } from './activation';
import { linear, sigmoid, tanh } from './bounded';
import { elu, selu, softplus } from './exponential';
import { gelu, swish } from './gated';
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
  softplus,
  tanh,
  sigmoid,
  linear,
} satisfies Readonly<Record<string, Activation>>;
