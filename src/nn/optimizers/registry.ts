import { adam, adamw, nadam } from './adaptive';
import { momentum, nesterov, sgd } from './descent';
import type { Optimizer } from './optimizer';
import { adagrad, rmsprop } from './scaled';

/** Every optimizer, in the order to offer them. */
export const optimizers = {
  sgd,
  momentum,
  nesterov,
  rmsprop,
  adagrad,
  adam,
  adamw,
  nadam,
} satisfies Readonly<Record<string, Optimizer>>;
