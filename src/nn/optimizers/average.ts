import type { Tensor, Tf } from '../tensors';

/** Exponential moving average: decay · old + (1 − decay) · now. */
export const average = (tf: Tf, old: Tensor, now: Tensor, decay: number): Tensor =>
  tf.add(tf.mul(old, decay), tf.mul(now, 1 - decay));

/** value / (1 − decay^step): undoes the pull of a moving average towards its start at 0. */
export const unbias = (tf: Tf, value: Tensor, decay: number, step: Tensor): Tensor =>
  tf.div(value, tf.sub(1, tf.pow(decay, step)));
