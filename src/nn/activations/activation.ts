import type { Fields, InferFields } from '../../schema/schema';
import type { ActivationCode, CodePlace } from '../code/code';
import type { Formula, InitializerSpec } from '../initializers/initializer';
import type { Tensor, Tf } from '../tensors';

/** What an activation may need besides its input; absent at evaluation unless stated. */
export interface ActivationExtras {
  /** Trainable tensor of shape [channels], for activations with `weight` (PReLU's slope). */
  readonly weight?: Tensor;
  /** Uniform noise in (0, 1) of the input's shape, in training only, for activations with `noise` (RReLU). */
  readonly noise?: Tensor;
}

/** One entry of the activation registry. */
export interface Activation<F extends Fields = Fields> {
  readonly title: string;
  readonly doc: string;
  readonly formula: Formula;
  readonly source: string;
  readonly parameters: F;
  /** φ(x) and φ′(x) in float64 (evaluation mode), the definition that `apply` is tested against. */
  value(parameters: InferFields<F>, x: number): number;
  derivative(parameters: InferFields<F>, x: number): number;
  /** φ on tensors, differentiable on every engine. */
  apply(tf: Tf, parameters: InferFields<F>, x: Tensor, extras: ActivationExtras): Tensor;
  /**
   * Gain to multiply a fan-in initializer's σ with, as PyTorch's `calculate_gain` where it has one, else 1/√E[φ(z)²].
   */
  gain(parameters: InferFields<F>): number;
  /** Inputs where φ or φ′ jumps; quadrature splits there. */
  readonly kinks: readonly number[];
  /** Set where zero output on every sample means that a unit has died (ReLU). */
  readonly canDie: boolean;
  /** Set where |output| near a bound means saturation: saturated when output < low or > high. */
  readonly saturation?: { readonly low: number; readonly high: number };
  /** The initializer made for it, where what its weights want is not the scale that keeps the second moment at 1. */
  initializer?(parameters: InferFields<F>): InitializerSpec;
  /** A trainable parameter per channel (PReLU), with its initial value. */
  readonly weight?: { readonly name: string; initial(parameters: InferFields<F>): number };
  readonly noise?: true;
  /** How Keras and PyTorch write it. */
  code(parameters: InferFields<F>, place: CodePlace): ActivationCode;
}

export const defineActivation = <F extends Fields>(entry: Activation<F>): Activation<F> => entry;

export interface ActivationSpec {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}
