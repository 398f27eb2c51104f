import type { Tensor, Tf } from '../tensors';

/** Exponential moving average: decay · old + (1 − decay) · now. */
export const average = (tf: Tf, old: Tensor, now: Tensor, decay: number): Tensor =>
  tf.add(tf.mul(old, decay), tf.mul(now, 1 - decay));

/** 1 − decay^step, a scalar: what is left of an average that started at 0 must be divided by it. */
export const bias = (tf: Tf, decay: number, step: Tensor): Tensor => tf.sub(1, tf.pow(decay, step));
