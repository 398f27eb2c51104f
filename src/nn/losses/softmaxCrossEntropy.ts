import type { Loss } from './loss';

/** Computed from logits by a shifted log-sum-exp, so that no logit overflows and no logarithm meets 0. */
export const softmaxCrossEntropy: Loss = {
  title: 'Softmax cross-entropy',
  doc: 'Mean of −ln p(class) over the batch, p being the softmax of the last layer’s outputs. ln(classes) at chance.',
  formula: {
    text: 'mean of ln Σ exp(zₖ) − z_class',
    tex: '\\frac{1}{B}\\sum_i \\Big(\\ln\\sum_k e^{z_{ik}} - z_{i y_i}\\Big)',
  },
  source: 'Goodfellow, Bengio & Courville (2016), "Deep Learning", §6.2.2.3',
  targets: 'classes',
  value(tf, outputs, targets) {
    const chosen = tf.oneHot(targets, outputs.shape[1] ?? 1);
    return tf.neg(tf.mean(tf.sum(tf.mul(chosen, tf.logSoftmax(outputs)), 1)));
  },
  accuracy: (tf, outputs, targets) => tf.mean(tf.cast(tf.equal(tf.argMax(outputs, 1), targets), 'float32')),
};
