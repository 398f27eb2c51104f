import { commands } from 'vscode';
import type { RunReference } from '../../language/protocol';
import { t } from '../ui/l10n';
import type { Pages } from '../ui/pages';
import { UserError } from '../ui/userError';
import { readableRun } from './manage';
import { runLabel } from './results';
import type { RunIndex } from './runIndex';
import { putStoredConfig } from './storedConfig';

/** Opens the configs of two runs, as they were when they ran, in the editor's own diff editor. */
export async function diffConfigs(
  index: RunIndex,
  pages: Pages,
  references: readonly RunReference[],
): Promise<void> {
  const [older, newer, ...more] = references
    .map((reference) => readableRun(index, reference).manifest)
    .sort((a, b) => (a.started < b.started ? -1 : 1));
  if (older === undefined || newer === undefined || more.length > 0)
    throw new UserError(t('Pick two runs to compare the configs of.'));
  await commands.executeCommand(
    'vscode.diff',
    putStoredConfig(pages, older),
    putStoredConfig(pages, newer),
    `${runLabel(older)} ↔ ${runLabel(newer)} (configs)`,
  );
}
