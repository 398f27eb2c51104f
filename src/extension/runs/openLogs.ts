import { Uri, window } from 'vscode';
import { ExternalReader, NoEventsError } from '../../runs/external/externalReader';
import type { RunPanels } from '../panel/panels';
import { t } from '../ui/l10n';
import { Cancelled, UserError } from '../ui/userError';

/** Shows the TensorBoard logs in a folder; asks for one where none was pointed at. */
export async function openLogs(panels: RunPanels, argument: unknown): Promise<void> {
  const folder = argument instanceof Uri ? argument : await chooseFolder();
  try {
    await new ExternalReader(folder.fsPath).poll();
  } catch (error) {
    if (error instanceof NoEventsError) throw new UserError(error.message);
    throw error;
  }
  panels.show(folder.fsPath);
}

async function chooseFolder(): Promise<Uri> {
  const [picked] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t('Open logs'),
    })) ?? [];
  if (picked === undefined) throw new Cancelled();
  return picked;
}
