import type { DatasetDescription } from './dataset';
import { withDefaults } from './entry';
import type { DatasetEntry } from './entry';
import { cifar10, cifar100, fashionMnist, kmnist, mnist, mnistEmbedded } from './images/sets';
import { circles, gaussians, moons, spiral, xor } from './synthetic/sets';

export { pathParameters } from './pathParameters';

/** Every dataset known by name, in the order in which to offer them; the first is the default. */
export const datasets = {
  'mnist-embedded': mnistEmbedded,
  mnist,
  'fashion-mnist': fashionMnist,
  kmnist,
  cifar10,
  cifar100,
  gaussians,
  xor,
  circles,
  moons,
  spiral,
} as const;

export type DatasetName = keyof typeof datasets;

/** The entry of a name, or undefined for anything else (a path). */
export const findDataset = (source: string): DatasetEntry | undefined =>
  Object.hasOwn(datasets, source) ? datasets[source as DatasetName] : undefined;

/**
 * What a registered dataset is, without reading it; undefined when `source` is not a registered name.
 * For paths see `inspectPath`.
 *
 * @param parameters valid for the entry; those left out take their defaults
 */
export function describeDataset(
  source: string,
  parameters: Readonly<Record<string, unknown>>,
): DatasetDescription | undefined {
  const entry = findDataset(source);
  if (entry === undefined) return undefined;
  return { name: source, title: entry.title, ...entry.describe(withDefaults(entry.parameters, parameters)) };
}
