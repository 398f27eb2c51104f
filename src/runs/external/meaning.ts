import type { TrialId } from '../../shared/metrics';
import { ACCURACY, LAYER_STATISTICS, LOSS, WEIGHT_STATISTICS, parseTag } from '../../shared/tags';
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

/** What a tag is to us: losses and accuracies by the names that they commonly have, all else as it is called. */
export function tagMeaning(name: string, folder: Split | undefined): { split: Split; tag: string } {
  const { statistic } = parseTag(name);
  if (STATISTICS.includes(statistic)) return { split: 'probe', tag: name };
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .split(/[/_.\s-]+/)
    .filter((word) => word !== '');
  const named = words.map(splitNamed).find((split) => split !== undefined);
  const metric = metricOf(words);
  return { split: named ?? folder ?? 'train', tag: metric ?? name };
}

/** Words that may stand beside `loss` or `accuracy` without making it something else. */
const NEUTRAL =
  /^(epoch|batch|step|iteration|iter|global|mean|avg|total|evaluation|vs|iterations|top1|sparse|categorical|binary)$/i;

function metricOf(words: readonly string[]): string | undefined {
  const rest = words.filter((word) => !NEUTRAL.test(word) && splitNamed(word) === undefined);
  if (rest.length !== 1) return undefined;
  if (/^loss$/i.test(rest[0] ?? '')) return LOSS;
  return /^(acc|accuracy)$/i.test(rest[0] ?? '') ? ACCURACY : undefined;
}
