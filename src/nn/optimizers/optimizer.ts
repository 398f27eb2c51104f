import type { Fields, InferFields } from '../../schema/schema';
import type { Formula } from '../initializers/initializer';
import type { Tensor, TensorMap, Tf } from '../tensors';

/** What one optimizer keeps per weight tensor, by slot name (`m`, `v`, `velocity`). */
export type Slots = TensorMap;

/** One entry of the optimizer registry. The update of one weight tensor is a pure function of tensors. */
export interface Optimizer<F extends Fields = Fields> {
  readonly title: string;
  readonly doc: string;
  readonly formula: Formula;
  readonly source: string;
  /** `learningRate` first. */
  readonly parameters: F;
  /** Slots of the weight's shape and the value they start from. */
  slots(parameters: InferFields<F>): Readonly<Record<string, number>>;
  /** Slots that are one number per weight tensor (Nadam's product of momenta) and the value they start from. */
  scalarSlots?(parameters: InferFields<F>): Readonly<Record<string, number>>;
  /**
   * @param step tensor scalar, 1 for the first update, so that a compiled step can take it as an input
   * @param learningRate tensor scalar, schedules applied
   */
  update(
    tf: Tf,
    parameters: InferFields<F>,
    inputs: {
      readonly weight: Tensor;
      readonly gradient: Tensor;
      readonly slots: Slots;
      readonly step: Tensor;
      readonly learningRate: Tensor;
    },
  ): { readonly weight: Tensor; readonly slots: Slots };
}

export const defineOptimizer = <F extends Fields>(entry: Optimizer<F>): Optimizer<F> => entry;

export interface OptimizerSpec {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>> & { readonly learningRate: number };
}

/** Applied to gradients before the update; at most one of each, in this order. */
export interface ClippingSpec {
  readonly value?: number;
  /** Euclidean norm of each tensor. */
  readonly norm?: number;
  /** Euclidean norm of all gradients together. */
  readonly globalNorm?: number;
}
