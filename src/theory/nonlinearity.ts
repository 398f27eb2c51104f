import { activations } from '../nn/activations/registry';
import type { Activation, ActivationSpec } from '../nn/activations/activation';
import { entryOf } from '../nn/parameters';
import { closedForms } from './closedForms';
import type { ClosedForm } from './closedForms';

/** An activation with its parameters bound: what the theory reads of it. */
export interface Nonlinearity {
  readonly value: (x: number) => number;
  readonly derivative: (x: number) => number;
  /** Inputs where φ or φ′ jumps. */
  readonly kinks: readonly number[];
  readonly closedForm?: ClosedForm;
  /** Inputs at or below this give exactly 0; absent where no unit can die. */
  readonly silentBelow?: number;
  readonly saturation?: { readonly low: number; readonly high: number };
}

export const LINEAR: ActivationSpec = { name: 'linear', parameters: {} };

/**
 * Reads an activation from the registry.
 * @throws RangeError when the registry has none of that name
 */
export function nonlinearity({ name, parameters }: ActivationSpec): Nonlinearity {
  const entry = entryOf<Activation>(activations, 'activation', name);
  const closedForm = closedForms[name]?.(parameters);
  const silentBelow = entry.canDie ? silenceOf(entry, parameters) : undefined;
  return {
    value: (x) => entry.value(parameters, x),
    derivative: (x) => entry.derivative(parameters, x),
    kinks: entry.kinks,
    ...(closedForm && { closedForm }),
    ...(silentBelow !== undefined && { silentBelow }),
    ...(entry.saturation && { saturation: entry.saturation }),
  };
}

/** The largest kink below which the activation is 0 throughout. */
function silenceOf(entry: Activation, parameters: ActivationSpec['parameters']): number | undefined {
  const kinks = [...entry.kinks].sort((a, b) => b - a);
  return kinks.find((kink) => [0, 1e-3, 1, 1e3].every((gap) => entry.value(parameters, kink - gap) === 0));
}
