import { activationEntry } from '../../nn/model';
import { nearest } from '../../schema/suggest';
import type { Span } from '../../schema/problem';
import type { SyntaxNode } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import type { ExperimentReport } from '../codes';
import type { ResolvedLayer } from './model';
import { matches } from './patterns';

/** A layer name or pattern and where it is written. */
export interface WrittenPattern {
  readonly pattern: string;
  readonly span: Span;
}

type Purpose = 'initialise' | 'train' | 'freeze' | 'reuse';

const NO_WEIGHTS: Readonly<Record<Purpose, (pattern: string) => string>> = {
  initialise: (pattern) => t('"{0}" has no weights to initialise', pattern),
  train: (pattern) => t('"{0}" has no weights to train', pattern),
  freeze: (pattern) => t('"{0}" has no weights to freeze', pattern),
  reuse: (pattern) => t('"{0}" has no weights to reuse', pattern),
};

/** The texts of a list of patterns, or of one alone. */
export function writtenPatterns(node: SyntaxNode | undefined): readonly WrittenPattern[] {
  if (node === undefined) return [];
  return (node.kind === 'sequence' ? node.items : [node]).flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string'
      ? [{ pattern: item.value, span: item.span }]
      : [],
  );
}

/**
 * Reports patterns that match none of the layers that are meant; not while a layer is half typed.
 *
 * @param isMeant the layers with weights of the kind at issue
 * @param purpose what the weights are wanted for
 */
export function unmatchedReporter(
  layers: readonly ResolvedLayer[],
  isMeant: (layer: ResolvedLayer) => boolean,
  purpose: Purpose,
  report: ExperimentReport,
): (written: WrittenPattern) => void {
  const meant = namesOf(layers.filter(isMeant));
  const known = new Set(meant);
  const isHalfTyped = layers.some(({ type }) => type === undefined);
  return ({ pattern, span }) => {
    if (isHalfTyped || known.has(pattern) || meant.some((name) => matches(pattern, name))) return;
    const suggestion = nearest(pattern, meant);
    const reason = namesOf(layers).some((name) => matches(pattern, name))
      ? NO_WEIGHTS[purpose](pattern)
      : t('no layer is called "{0}"', pattern);
    const instead =
      suggestion === undefined
        ? t('; layers with weights: {0}', meant.join(', '))
        : t('; did you mean "{0}"?', suggestion);
    report({
      severity: 'error',
      code: 'unknown-layer',
      message: `${reason}${instead}`,
      span,
      suggestion,
    });
  };
}

export const namesOf = (layers: readonly ResolvedLayer[]): string[] =>
  layers.flatMap(({ name }) => (name === undefined ? [] : [name]));

/** Whether a layer or its activation is trained, as far as can be told before shapes are known. */
export const hasWeights = ({ entry, weights = [], activation }: ResolvedLayer): boolean =>
  entry?.hasKernel === true ||
  weights.length > 0 ||
  (activation !== undefined && activationEntry(activation.name).weight !== undefined);
