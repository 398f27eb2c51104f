import type { Activation } from '../../nn/activations/activation';
import type { Scalar, Tensor, Tf } from '../../nn/tensors';
import type { LayerStatistic } from '../../shared/tags';
import { count, mean, moments, sum } from './reduce';

/** Tensors around one activation on the probe batch, `[samples, …, units]`. */
export interface ActivationTensors {
  readonly pre: Tensor;
  readonly post: Tensor;
}

/** What is measured of a layer; absent where it has no meaning for its activation. */
export type LayerStatistics = Partial<Record<LayerStatistic, Scalar>>;

/**
 * The statistics of one layer on one probe batch, reduced on the engine's device; see docs/telemetry.md.
 * A unit is an entry of the last axis: a dense unit, or a channel over all its positions.
 */
export function layerStatistics(
  tf: Tf,
  { pre, post }: ActivationTensors,
  activation: Pick<Activation, 'canDie' | 'saturation'>,
): LayerStatistics {
  return tf.tidy(() => {
    const before = moments(tf, pre);
    const after = pre === post ? before : moments(tf, post);
    return {
      pre_activation_mean: before.mean,
      pre_activation_variance: before.variance,
      pre_activation_second_moment: before.secondMoment,
      unit_variance: unitVariance(tf, pre),
      activation_mean: after.mean,
      activation_variance: after.variance,
      activation_second_moment: after.secondMoment,
      ...(activation.canDie ? silence(tf, post) : {}),
      ...(activation.saturation ? saturation(tf, post, activation.saturation) : {}),
    };
  });
}

/** Variance over the units of one sample and position, averaged: 0 where all units compute the same. */
function unitVariance(tf: Tf, pre: Tensor): Scalar {
  const centred = tf.sub(pre, tf.mean(pre, -1, true));
  return mean(tf, tf.square(centred));
}

function silence(tf: Tf, post: Tensor): LayerStatistics {
  const units = post.shape.at(-1) ?? 1;
  // NaN is not zero: a unit that has become NaN is not counted as dead
  const firing = tf.cast(tf.notEqual(post, 0), 'float32');
  const firedOn = tf.sum(tf.reshape(firing, [-1, units]), 0);
  const dead = count(tf, tf.equal(firedOn, 0));
  return {
    dead_units: dead,
    dead_fraction: tf.div(dead, units),
    inactive_fraction: tf.div(tf.sub(post.size, sum(tf, firedOn)), post.size),
  };
}

function saturation(tf: Tf, post: Tensor, bounds: { low: number; high: number }): LayerStatistics {
  const saturated = tf.logicalOr(tf.less(post, bounds.low), tf.greater(post, bounds.high));
  return { saturated_fraction: tf.div(count(tf, saturated), post.size) };
}
