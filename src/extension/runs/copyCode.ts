import { env, window } from 'vscode';
import type { RunReference } from '../../language/protocol';
import { FRAMEWORKS } from '../../nn/code/code';
import type { Framework } from '../../nn/code/code';
import { codeWriters } from '../../nn/code/registry';
import { t } from '../ui/l10n';
import { tellCopied } from '../ui/notify';
import { Cancelled, UserError } from '../ui/userError';
import { readableRun } from './manage';
import type { RunIndex } from './runIndex';

/**
 * Copies the network of a run, with the initializer that was pointed at or is picked, as Python.
 * @throws UserError when the run tells of no network, Cancelled when no initializer is picked
 */
export async function copyCode(
  index: RunIndex,
  reference: RunReference,
  pointedAt: unknown,
  framework: Framework,
): Promise<void> {
  const { model, initializers, name } = readableRun(index, reference).manifest.experiment;
  if (model.layers.length === 0)
    throw new UserError(t('These logs do not tell which network they are of, so it cannot be written out.'));
  const labels = initializers.map(({ label }) => label);
  const label = initializerOf(pointedAt) ?? (await pickLabel(labels, FRAMEWORKS[framework]));
  const initializer = initializers.find((choice) => choice.label === label);
  if (initializer === undefined) throw new UserError(t('The run has no initializer {0}.', label));
  await env.clipboard.writeText(codeWriters[framework]({ model, initializer, name }));
  tellCopied(t('InitScope: {0} code of {1} copied', FRAMEWORKS[framework], label));
}

/** The label of the explorer's row for an initializer. */
function initializerOf(pointedAt: unknown): string | undefined {
  if (typeof pointedAt !== 'object' || pointedAt === null) return undefined;
  const { kind, label } = pointedAt as Record<string, unknown>;
  return kind === 'initializer' && typeof label === 'string' ? label : undefined;
}

async function pickLabel(labels: readonly string[], framework: string): Promise<string> {
  const [first, ...others] = labels;
  if (first !== undefined && others.length === 0) return first;
  const placeHolder = t('With which initializer is the {0} code to be?', framework);
  const picked = await window.showQuickPick([...labels], { placeHolder });
  if (picked === undefined) throw new Cancelled();
  return picked;
}
