import { resolve } from 'node:path';
import type { DatasetDescription } from '../../data/dataset';
import { partsOf, valueOf } from '../../schema/check';
import type { Infer } from '../../schema/schema';
import { findEntry } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';
import { t } from '../../shared/l10n';
import type { ExperimentReport } from '../codes';
import type { DatasetSpec } from '../experiment';
import { LOCAL, datasetFields, sourceChoice } from '../schema/dataset';

/**
 * What is known of a dataset without reading its samples; `undefined` when nothing is, or not yet.
 * `source` is a registry name or an absolute path.
 */
export type DescribeDataset = (
  source: string,
  parameters: Readonly<Record<string, unknown>>,
) => DatasetDescription | { readonly error: string } | undefined;

/** As much of the dataset section as is valid. */
export interface ResolvedDataset {
  readonly spec?: DatasetSpec;
  readonly description?: DatasetDescription;
  /** Most samples there can be to train on, after split and subset. */
  readonly trainCount?: number;
}

/** @param folder folder of the config file, which relative paths start from */
export function resolveDataset(
  node: SyntaxNode | undefined,
  folder: string,
  describe: DescribeDataset,
  report: ExperimentReport,
): ResolvedDataset {
  if (node === undefined) return {};
  const fields = partsOf(datasetFields, node);
  const sourceNode = node.kind === 'mapping' ? findEntry(node, 'source')?.value : node;
  const chosen = sourceNode && valueOf(sourceChoice, sourceNode);
  if (sourceNode === undefined || chosen === undefined) return {};

  const { source, parameters } = located(chosen, folder);
  const { normalization, validationNormalization, held, splitSeed, trainSize, validationSize } = fields;
  const validation = validationOf(node, fields.validation, report);
  const description = describedBy(describe(source, parameters), source, sourceNode, report);
  const trainCount = checkCounts(node, { ...fields, validation }, description, report);
  const known = {
    ...(description && { description }),
    ...(trainCount === undefined ? {} : { trainCount }),
  };
  if (normalization === undefined || splitSeed === undefined || validation === undefined) return known;
  return {
    ...known,
    spec: {
      source,
      parameters,
      normalization,
      ...(validationNormalization && { validationNormalization }),
      validation,
      ...(held && held !== 'random' && { held }),
      splitSeed,
      ...(trainSize === undefined ? {} : { trainSize }),
      ...(validationSize === undefined ? {} : { validationSize }),
    },
  };
}

function located(
  { type, parameters }: Infer<typeof sourceChoice>,
  folder: string,
): Pick<DatasetSpec, 'source' | 'parameters'> {
  const { path, ...rest } = parameters;
  return type === LOCAL && typeof path === 'string'
    ? { source: resolve(folder, path), parameters: rest }
    : { source: type, parameters };
}

function validationOf(
  node: SyntaxNode,
  amount: number | undefined,
  report: ExperimentReport,
): DatasetSpec['validation'] | undefined {
  const written = findEntry(node, 'validation')?.value;
  if (written === undefined) return { kind: 'default' };
  if (amount === undefined) return undefined;
  if (amount < 1) return { kind: 'fraction', fraction: amount };
  if (Number.isInteger(amount)) return { kind: 'count', count: amount };
  report({
    severity: 'error',
    code: 'out-of-range',
    message: t('expected a share below 1 or a whole number of samples (validation), found {0}', amount),
    span: written.span,
  });
  return undefined;
}

function describedBy(
  answer: ReturnType<DescribeDataset>,
  source: string,
  { span }: SyntaxNode,
  report: ExperimentReport,
): DatasetDescription | undefined {
  if (answer === undefined)
    report({
      severity: 'info',
      code: 'undescribed-dataset',
      message: t('what {0} holds is not known before it is read: shapes are not checked', source),
      span,
    });
  else if ('error' in answer)
    report({ severity: 'error', code: 'unreadable-dataset', message: answer.error, span });
  else return answer;
  return undefined;
}

interface Amounts {
  readonly validation: DatasetSpec['validation'] | undefined;
  readonly trainSize?: number;
  readonly validationSize?: number;
}

/** Reports subsets larger than their set; returns the most samples that training can have. */
function checkCounts(
  node: SyntaxNode,
  { validation, trainSize, validationSize }: Amounts,
  description: DatasetDescription | undefined,
  report: ExperimentReport,
): number | undefined {
  const total = description?.trainCount;
  if (total === undefined || validation === undefined) return trainSize;
  const held =
    validation.kind === 'count'
      ? validation.count
      : validation.kind === 'fraction'
        ? Math.floor(total * validation.fraction)
        : 0;
  const left = total - held;
  const atMost = (key: string, found: number | undefined, most: number | undefined, of: string): void => {
    const written = findEntry(node, key)?.value;
    if (written === undefined || found === undefined || most === undefined || found <= most) return;
    report({
      severity: 'error',
      code: 'too-few-samples',
      message: t('expected at most {0}, the {1} ({2}), found {3}', most, of, key, found),
      span: written.span,
    });
  };
  if (left < 1) {
    atMost('validation', held, total - 1, t('training samples but one'));
    return undefined;
  }
  atMost('trainSize', trainSize, left, t('samples left to train on'));
  const toValidate = validation.kind === 'default' ? description?.testCount : held;
  atMost('validationSize', validationSize, toValidate, t('samples to validate on'));
  return Math.min(left, trainSize ?? left);
}
