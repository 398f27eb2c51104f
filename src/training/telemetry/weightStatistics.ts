import type { Scalar, Tensor, Tf } from '../../nn/tensors';
import type { WeightStatistic } from '../../shared/tags';
import { mean, moments, norm } from './reduce';

/** What is measured of the gradient of one weight tensor; see docs/telemetry.md. */
export function gradientStatistics(
  tf: Tf,
  gradient: Tensor,
): Record<Exclude<WeightStatistic, 'update_ratio'>, Scalar> {
  return tf.tidy(() => ({
    gradient_mean_abs: mean(tf, tf.abs(gradient)),
    gradient_variance: moments(tf, gradient).variance,
    gradient_norm: norm(tf, gradient),
  }));
}

/** ‖after − before‖ and ‖before‖, whose quotient is the update ratio. */
export const updateNorms = (tf: Tf, before: Tensor, after: Tensor): { update: Scalar; weight: Scalar } =>
  tf.tidy(() => ({ update: norm(tf, tf.sub(after, before)), weight: norm(tf, before) }));

/**
 * Update-to-weight ratio. 0 for a tensor that did not move, whatever its norm; undefined for one that moved away
 * from all zeros (a bias in its first update), where the ratio has no meaning.
 */
export function updateRatio(update: number, weight: number): number | undefined {
  if (update === 0) return 0;
  return weight === 0 ? undefined : update / weight;
}
