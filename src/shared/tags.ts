/**
 * Names under which metrics are stored in event files: the one convention that trainer, panel, CLI and report
 * share. Grouped by statistic, so that TensorBoard shows the layers of one statistic side by side.
 */

/** The three TensorBoard runs of one trial: `<initializer>/seed-<n>/<split>`. */
export const SPLITS = ['train', 'validation', 'probe'] as const;
export type Split = (typeof SPLITS)[number];

/** In `train` (each step, on the minibatch before its update) and `validation` (each evaluation). */
export const LOSS = 'loss';
export const ACCURACY = 'accuracy';

/** In `train`, of the update that follows the step; of an optimizer group, tag `learning_rate/<pattern>`. */
export const LEARNING_RATE = 'learning_rate';

/** Statistics of a layer that applies an activation, or of the logits; tag `<statistic>/<layer>`. */
export const LAYER_STATISTICS = [
  'pre_activation_mean',
  'pre_activation_variance',
  'pre_activation_second_moment',
  'unit_variance',
  'activation_mean',
  'activation_variance',
  'activation_second_moment',
  'dead_units',
  'dead_fraction',
  'inactive_fraction',
  'saturated_fraction',
] as const;
export type LayerStatistic = (typeof LAYER_STATISTICS)[number];

/** Statistics of a weight tensor; tag `<statistic>/<layer>/<weight>`. */
export const WEIGHT_STATISTICS = [
  'gradient_mean_abs',
  'gradient_variance',
  'gradient_norm',
  'update_ratio',
] as const;
export type WeightStatistic = (typeof WEIGHT_STATISTICS)[number];

/** Histograms; tags `<kind>/<layer>` and, of a weight tensor and its gradient, `<kind>/<layer>/<weight>`. */
export const HISTOGRAMS = ['weights', 'gradients', 'pre_activations', 'activations'] as const;
export type HistogramKind = (typeof HISTOGRAMS)[number];

export type Statistic = LayerStatistic | WeightStatistic | HistogramKind;

export const tag = (statistic: Statistic, subject: string): string => `${statistic}/${subject}`;

/** Splits a tag at its first slash; subject is empty for `loss` and `accuracy`. */
export function parseTag(name: string): { statistic: string; subject: string } {
  const slash = name.indexOf('/');
  return slash < 0
    ? { statistic: name, subject: '' }
    : { statistic: name.slice(0, slash), subject: name.slice(slash + 1) };
}
