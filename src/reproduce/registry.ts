import { activationZoo } from './experiments/activationZoo';
import { cifarZoo } from './experiments/cifar';
import { deadAndDeep } from './experiments/deadAndDeep';
import { fashionMnist } from './experiments/fashionMnist';
import { mnistNotebooks } from './experiments/mnistNotebooks';
import { modern } from './experiments/modern';
import { textbook } from './experiments/textbook';
import type { Reproduction } from './reproduction';

/** Every experiment that `initscope reproduce` runs, those that others need before them. */
export const reproductions: readonly Reproduction[] = [
  ...mnistNotebooks,
  ...textbook,
  ...fashionMnist,
  ...cifarZoo,
  ...activationZoo,
  ...deadAndDeep,
  ...modern,
];

/** Those chosen and all that they need, in the order of the registry; all when none is chosen. */
export function withNeeds(chosen: readonly Reproduction[]): readonly Reproduction[] {
  if (chosen.length === 0) return reproductions;
  const wanted = new Set<string>();
  const want = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const need of reproductions.find(({ example }) => example === name)?.needs ?? []) want(need);
  };
  for (const { example } of chosen) want(example);
  return reproductions.filter(({ example }) => wanted.has(example));
}
