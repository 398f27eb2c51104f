import type { LayerStatistic } from '../shared/tags';
import type { LayerPrediction } from './prediction';

/** A layer's prediction under the names that telemetry gives to what it measures. */
export const asStatistics = ({
  pre,
  post,
  activity,
}: Pick<LayerPrediction, 'pre' | 'post' | 'activity'>): Partial<Record<LayerStatistic, number>> => ({
  pre_activation_mean: pre.mean,
  pre_activation_variance: pre.variance,
  pre_activation_second_moment: pre.secondMoment,
  activation_mean: post.mean,
  activation_variance: post.variance,
  activation_second_moment: post.secondMoment,
  ...(activity?.dead !== undefined && { dead_fraction: activity.dead }),
  ...(activity?.inactive !== undefined && { inactive_fraction: activity.inactive }),
  ...(activity?.saturated !== undefined && { saturated_fraction: activity.saturated }),
});
