import { losses } from '../../nn/losses/registry';
import type { OptimizerSpec } from '../../nn/optimizers/optimizer';
import { partsOf } from '../../schema/check';
import { findEntry, nodeAt } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import type { ExperimentReport } from '../codes';
import type { CheckpointSpec, Length, TrainingSpec } from '../experiment';
import { checkpointFields, DEFAULT_EPOCHS, trainingFields } from '../schema/training';
import type { ResolvedDataset } from './dataset';
import type { ResolvedModel } from './model';
import { resolveGroups } from './optimizerGroups';
import { specOf } from './spec';

export function resolveTraining(
  node: SyntaxNode | undefined,
  { description, trainCount }: ResolvedDataset,
  model: ResolvedModel,
  report: ExperimentReport,
): TrainingSpec | undefined {
  const parts = partsOf(trainingFields, node);
  const { optimizer, optimizerGroups, learningRate, clipping, ...rest } = parts;
  const { batchSize, sampling, epochs, steps, seeds, evaluationInterval } = rest;
  checkSeeds(node, seeds ?? [], report);
  checkLength(node, report);
  const groups =
    optimizerGroups && resolveGroups(optimizerGroups, nodeAt(node, ['optimizerGroups']), model, report);
  const checkpointNode = findEntry(node, 'checkpoint')?.value;
  checkLength(checkpointNode, report);
  const checkpoint = checkpointOf(checkpointNode);
  if (batchSize !== undefined && trainCount !== undefined && batchSize > trainCount)
    report({
      severity: 'error',
      code: 'batch-too-large',
      message: t(
        'expected at most {0}, the number of training samples (batchSize), found {1}',
        trainCount,
        batchSize,
      ),
      span: (nodeAt(node, ['batchSize']) ?? node)?.span ?? { start: 0, end: 0 },
    });

  const wanted = description && (description.classes === undefined ? 'values' : 'classes');
  const loss = rest.loss ?? (wanted === 'values' ? 'meanSquaredError' : 'softmaxCrossEntropy');
  const lossNode = nodeAt(node, ['loss']);
  if (lossNode !== undefined && rest.loss !== undefined && wanted && losses[loss].targets !== wanted)
    report({
      severity: 'error',
      code: 'loss-mismatch',
      message: t(
        '{0} is for {1}, but {2} has {3}',
        loss,
        targetsText(losses[loss].targets),
        description.title,
        targetsText(wanted),
      ),
      span: lossNode.span,
      suggestion: Object.entries(losses).find(([, { targets }]) => targets === wanted)?.[0],
    });

  if (optimizer === undefined || learningRate === undefined || clipping === undefined) return undefined;
  if (batchSize === undefined || seeds === undefined) return undefined;
  return {
    optimizer: specOf(optimizer) as OptimizerSpec,
    ...(groups && { groups }),
    learningRate: { ...specOf(learningRate), warmup: learningRate.warmup },
    loss,
    clipping,
    batchSize,
    ...(sampling && { sampling }),
    length:
      steps === undefined ? { kind: 'epochs', epochs: epochs ?? DEFAULT_EPOCHS } : { kind: 'steps', steps },
    seeds,
    ...(evaluationInterval === undefined ? {} : { evaluationInterval }),
    ...(rest.cacheFrozen && { cacheFrozen: true }),
    ...(checkpoint && { checkpoint }),
  };
}

function checkpointOf(node: SyntaxNode | undefined): CheckpointSpec | undefined {
  if (node?.kind === 'scalar' && node.value === false) return undefined;
  const { steps, epochs, keepLast = 1, best } = partsOf(checkpointFields, node);
  const interval: Length | undefined =
    steps === undefined
      ? epochs === undefined
        ? undefined
        : { kind: 'epochs', epochs }
      : { kind: 'steps', steps };
  return { keepLast, ...(interval && { interval }), ...(best && { best }) };
}

const targetsText = (targets: 'values' | 'classes'): string =>
  targets === 'values' ? t('values') : t('classes');

function checkSeeds(node: SyntaxNode | undefined, seeds: readonly number[], report: ExperimentReport): void {
  seeds.forEach((seed, index) => {
    const written = nodeAt(node, ['seeds', index]);
    if (written !== undefined && seeds.indexOf(seed) < index)
      report({
        severity: 'error',
        code: 'duplicate-seed',
        message: t('seed {0} is listed twice; it would train the same trial again', seed),
        span: written.span,
      });
  });
}

function checkLength(node: SyntaxNode | undefined, report: ExperimentReport): void {
  const [first, second] = [findEntry(node, 'epochs'), findEntry(node, 'steps')]
    .flatMap((entry) => (entry === undefined ? [] : [entry]))
    .sort((a, b) => a.span.start - b.span.start);
  if (first !== undefined && second !== undefined)
    report({
      severity: 'error',
      code: 'conflict',
      message: t('"{0}" excludes "{1}": one length is given twice', second.key, first.key),
      span: second.keySpan,
    });
}
