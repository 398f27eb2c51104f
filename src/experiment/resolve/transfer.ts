import { resolve } from 'node:path';
import { partsOf } from '../../schema/check';
import { findEntry } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';
import type { ExperimentReport } from '../codes';
import type { TransferSpec } from '../experiment';
import { transferFields } from '../schema/transfer';
import { hasWeights, namesOf, unmatchedReporter, writtenPatterns } from './layerPatterns';
import type { ResolvedModel } from './model';
import { matches } from './patterns';

/** What is a path, not the name of an experiment or a run: as for datasets. */
const PATH = /[/\\]|^[.~]|\.(safetensors|h5|hdf5|npz)$/;

/** @param folder of the config file, which relative paths start from */
export function resolveTransfer(
  node: SyntaxNode | undefined,
  folder: string,
  { layers }: ResolvedModel,
  report: ExperimentReport,
): TransferSpec | undefined {
  if (node === undefined) return undefined;
  const alone = node.kind === 'scalar' ? String(node.value) : undefined;
  const { from = alone, initializer, seed, checkpoint = 'last' } = partsOf(transferFields, node);
  if (from === undefined) return undefined;
  const reuse = findEntry(node, 'reuse')?.value;
  const weighted = namesOf(layers.filter(hasWeights));
  const renamed =
    reuse?.kind === 'mapping'
      ? reuse.entries.map(({ key, keySpan, value }) => ({ pattern: key, span: keySpan, value }))
      : undefined;
  const patterns = renamed ?? writtenPatterns(reuse);
  patterns.forEach(unmatchedReporter(layers, hasWeights, 'reuse', report));
  const nameThere = (name: string): string | undefined => {
    if (reuse === undefined) return name;
    const found = patterns.find(({ pattern }) => matches(pattern, name));
    const value = renamed?.find(({ pattern }) => pattern === found?.pattern)?.value;
    if (value?.kind === 'scalar') return String(value.value);
    return found && name;
  };
  return {
    from: PATH.test(from) ? resolve(folder, from) : from,
    checkpoint,
    ...(initializer === undefined ? {} : { initializer }),
    ...(seed === undefined ? {} : { seed }),
    layers: Object.fromEntries(
      weighted.flatMap((name) => {
        const there = nameThere(name);
        return there === undefined ? [] : [[name, there] as const];
      }),
    ),
  };
}
