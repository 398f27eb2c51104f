import type { OptimizerGroup } from '../../nn/optimizers/groups';
import type { OptimizerSpec } from '../../nn/optimizers/optimizer';
import { findEntry } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';
import type { ExperimentReport } from '../codes';
import { hasWeights, namesOf, unmatchedReporter } from './layerPatterns';
import type { ResolvedModel } from './model';
import { mostSpecific } from './patterns';
import { specOf } from './spec';
import type { Chosen } from './spec';

/** Which layers are trained by an optimizer of their own; reports patterns that match none with weights. */
export function resolveGroups(
  patterns: Readonly<Record<string, Chosen>>,
  node: SyntaxNode | undefined,
  { layers }: ResolvedModel,
  report: ExperimentReport,
): readonly OptimizerGroup[] {
  const all = Object.keys(patterns);
  const check = unmatchedReporter(layers, hasWeights, 'train', report);
  for (const pattern of all)
    check({ pattern, span: findEntry(node, pattern)?.keySpan ?? { start: 0, end: 0 } });
  return Object.entries(patterns).map(([pattern, chosen]) => ({
    pattern,
    layers: namesOf(layers.filter(hasWeights)).filter((name) => mostSpecific(all, name) === pattern),
    optimizer: specOf(chosen) as OptimizerSpec,
  }));
}
