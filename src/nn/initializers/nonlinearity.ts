import { activations } from '../activations/registry';
import type { Activation } from '../activations/activation';
import { defaultParameters } from '../parameters';

export type Nonlinearity = keyof typeof activations;

/** Names of all activations with their titles, for parameters that take one. */
export const NONLINEARITIES = Object.fromEntries(
  Object.entries(activations).map(([name, { title }]) => [name, title]),
) as Readonly<Record<Nonlinearity, string>>;

/** Gain of an activation with its default parameters; PyTorch's `calculate_gain` where PyTorch has one. */
export function gainOf(name: Nonlinearity): number {
  const activation: Activation = activations[name];
  return activation.gain(defaultParameters(activation.parameters));
}
