import type { Gradient } from './backward';
import { softmaxHeads } from './initialLoss';
import type { SoftmaxHead } from './initialLoss';
import { average, gaussianOf, pooled, secondMomentOf } from './signal';
import type { Signal } from './signal';

/** What training starts from. */
export interface LossAtStart {
  readonly loss: number;
  /** Of one sample, in the outputs. */
  readonly gradient: Gradient;
}

/** Softmax heads by number of classes, kept for the next prediction. */
export type Heads = (classes: number) => (variance: number) => SoftmaxHead;

export function createHeads(): Heads {
  const known = new Map<number, (variance: number) => SoftmaxHead>();
  return (classes) => {
    const found = known.get(classes) ?? softmaxHeads(classes);
    known.set(classes, found);
    return found;
  };
}

/**
 * Softmax cross-entropy of logits that are independent between classes, with their variance per kind of sample; a
 * mean common to all classes cancels. The gradient p − y sums to 0 over classes, so nothing of it passes through
 * equal weights. Two samples with independent, balanced labels share (E Σ pp′ − 1/K)/K.
 */
export function softmaxAtStart(logits: Signal, classes: number, heads: Heads): LossAtStart {
  const head = heads(classes);
  let [loss, second, concentration] = [0, 0, 0];
  for (const kind of logits.kinds) {
    const at = head(gaussianOf(kind).variance);
    loss += kind.share * at.loss;
    second += kind.share * at.gradient;
    concentration += kind.share * at.concentration;
  }
  const alike = Math.max(0, pooled(logits).correlation);
  return {
    loss,
    gradient: {
      secondMoment: second,
      meanSquare: 0,
      overlap: (alike * (concentration - 1 / classes)) / classes,
    },
  };
}

/**
 * Mean squared error over K outputs and targets independent of them: E[y²] + E[t²], with gradients 2(y − t)/K.
 * @param targets E[t²]; targets of mean 0 are assumed
 */
export function squaredErrorAtStart(outputs: Signal, width: number, targets: number): LossAtStart {
  const loss = secondMomentOf(outputs.kinds) + targets;
  const scale = 4 / (width * width);
  const common = average(outputs.kinds, (kind) => kind.mean ** 2);
  return {
    loss,
    gradient: {
      secondMoment: scale * loss,
      meanSquare: scale * (common + (loss - common) / width),
      overlap: scale * outputs.overlap,
    },
  };
}
