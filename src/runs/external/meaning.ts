import type { TrialId } from '../../shared/metrics';
import { ACCURACY, LAYER_STATISTICS, LOSS, WEIGHT_STATISTICS, parseTag, tag } from '../../shared/tags';
import type { Split } from '../../shared/tags';
import { seedOf } from '../store/layout';
import { fromSegment } from '../store/names';

/**
 * What folders and tags of logs mean that other programs wrote: Keras (`train/`, `validation/`, `epoch_loss`), PyTorch
 * (`Loss/train`, `val_loss`), and the convention of docs/tensorboard.md (`<initializer>/seed-<n>/<split>`).
 */

const TRAINING = /^(train|training)$/i;
const VALIDATION = /^(val|valid|validation|eval|evaluation|test|testing|dev)$/i;
const PROBE = /^probe$/i;

export interface FolderMeaning extends TrialId {
  /** Absent where the folder does not say. */
  readonly split?: Split;
}

/** @param path names of the folders from the log folder to that of an event file */
export function folderMeaning(path: readonly string[], root: string): FolderMeaning {
  const rest = [...path];
  const split = splitNamed(rest.at(-1) ?? '');
  if (split !== undefined) rest.pop();
  const seed = seedOf(rest.at(-1) ?? '');
  if (seed !== undefined) rest.pop();
  const initializer = rest.length === 0 ? root : rest.map(fromSegment).join('/');
  return { initializer, seed: seed ?? 0, ...(split && { split }) };
}

const splitNamed = (name: string): Split | undefined => {
  if (TRAINING.test(name)) return 'train';
  if (VALIDATION.test(name)) return 'validation';
  return PROBE.test(name) ? 'probe' : undefined;
};

const STATISTICS: readonly string[] = [...LAYER_STATISTICS, ...WEIGHT_STATISTICS];

export interface TagMeaning {
  readonly split: Split;
  readonly tag: string;
  /**
   * Of a loss or an accuracy: of several tags that could be it, the one of the lowest rank is. Keras writes `epoch_loss`
   * over epochs beside `batch_loss` and `evaluation_loss_vs_iterations` over batches, Lightning `loss_step` beside
   * `loss_epoch`: they are not one curve. Epochs come first, for both splits have them.
   */
  readonly rank: number;
}

/** What a tag is to us: losses and accuracies by the names that they commonly have, all else as it is called. */
export function tagMeaning(name: string, folder: Split | undefined): TagMeaning {
  const { statistic } = parseTag(name);
  if (STATISTICS.includes(statistic)) return { split: 'probe', tag: name, rank: 0 };
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .split(/[/_.\s-]+/)
    .filter((word) => word !== '');
  const named = words.map(splitNamed).find((split) => split !== undefined);
  return { split: named ?? folder ?? 'train', ...(metricOf(words) ?? { tag: name, rank: 0 }) };
}

/** Words that may stand beside `loss` or `accuracy` without making it something else. */
const NEUTRAL =
  /^(epoch|batch|step|iteration|iter|global|mean|avg|total|evaluation|vs|iterations|top1|sparse|categorical|binary)$/i;

function metricOf(words: readonly string[]): Pick<TagMeaning, 'tag' | 'rank'> | undefined {
  const meant = words.filter((word) => splitNamed(word) === undefined);
  const [word = '', ...others] = meant.filter((one) => !NEUTRAL.test(one));
  if (others.length > 0) return undefined;
  const rank = meant.length === 1 ? 0 : meant.some((one) => /^epoch$/i.test(one)) ? 1 : 2;
  if (/^loss$/i.test(word)) return { tag: LOSS, rank };
  return /^(acc|accuracy)$/i.test(word) ? { tag: ACCURACY, rank } : undefined;
}

/** Keras' `TensorBoard` callback: `model/dense/kernel/histogram`, before Keras 3 `dense/kernel_0/histogram`. */
const KERAS_WEIGHTS = /^(?:.+\/)?([^/]+)\/([^/]+?)(?:_\d+)?\/histogram$/;

/** What the histograms of a tag are of: those of weights by the names that Keras gives them, all else as it is called. */
export function histogramMeaning(name: string, folder: Split | undefined): Pick<TagMeaning, 'split' | 'tag'> {
  const [, layer, weight] = KERAS_WEIGHTS.exec(name) ?? [];
  if (layer !== undefined && weight !== undefined)
    return { split: 'probe', tag: tag('weights', `${layer}/${weight}`) };
  const meaning = tagMeaning(name, folder);
  return { split: meaning.split, tag: meaning.tag };
}
