import type { Formula } from '../initializers/initializer';
import type { Tensor, Tf } from '../tensors';

/** One entry of the loss registry. */
export interface Loss {
  readonly title: string;
  readonly doc: string;
  readonly formula: Formula;
  readonly source: string;
  /** `classes`: targets are int32 class indices [batch]; `values`: float32 [batch, outputs]. */
  readonly targets: 'classes' | 'values';
  /** Mean loss of a batch, a scalar, differentiable in `outputs` ([batch, outputs]: logits or predictions). */
  value(tf: Tf, outputs: Tensor, targets: Tensor): Tensor;
  /** Share of samples whose largest output is the target's, a scalar; classifiers only. */
  accuracy?(tf: Tf, outputs: Tensor, targets: Tensor): Tensor;
}
