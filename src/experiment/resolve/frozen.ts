import { layerEntry, trainedWeightsOf } from '../../nn/model';
import { splitFrozenPrefix } from '../../nn/frozenPrefix';
import type { ModelSpec } from '../../nn/layers/layer';
import { findEntry } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import type { ExperimentReport } from '../codes';
import { hasWeights, unmatchedReporter, writtenPatterns } from './layerPatterns';
import type { ResolvedModel } from './model';
import { matches } from './patterns';

/**
 * The model with those layers marked that training leaves as they are: what `freeze` matches, or what `trainable`
 * does not, and all before a layer that stops gradients.
 *
 * @param training the section of that name
 */
export function withFrozenLayers(
  training: SyntaxNode | undefined,
  { layers, spec }: ResolvedModel,
  report: ExperimentReport,
): ModelSpec | undefined {
  const [freeze, trainable] = [findEntry(training, 'freeze'), findEntry(training, 'trainable')];
  const patterns = writtenPatterns((freeze ?? trainable)?.value);
  patterns.forEach(unmatchedReporter(layers, hasWeights, freeze ? 'freeze' : 'train', report));
  if (freeze !== undefined && trainable !== undefined)
    report({
      severity: 'error',
      code: 'conflict',
      message: t('"trainable" excludes "freeze": each says which layers are trained'),
      span: trainable.keySpan,
    });
  if (spec === undefined) return undefined;

  const stop = spec.layers.findLastIndex((layer) => layerEntry(layer).stopsGradient);
  const isFrozen = (name: string, index: number): boolean => {
    const matched = patterns.some(({ pattern }) => matches(pattern, name));
    return index < stop || (freeze ? matched : trainable !== undefined && !matched);
  };
  const marked = spec.layers.map((layer, index) =>
    isFrozen(layer.name, index) ? { ...layer, frozen: true as const } : layer,
  );
  const model = { ...spec, layers: marked };
  if (patterns.length + Math.max(0, stop) > 0 && trainedWeightsOf(model).length === 0)
    report({
      severity: 'error',
      code: 'nothing-to-train',
      message: t('every layer with weights is frozen: there is nothing to train'),
      span: (freeze ?? trainable)?.keySpan ?? layers[stop]?.span ?? { start: 0, end: 0 },
    });
  const cache = findEntry(training, 'cacheFrozen');
  if (cache?.value.kind === 'scalar' && cache.value.value === true && splitFrozenPrefix(model) === undefined)
    report({
      severity: 'warning',
      code: 'nothing-to-cache',
      message: t('the network does not begin with frozen layers: there is nothing to compute once'),
      span: cache.keySpan,
    });
  return model;
}
