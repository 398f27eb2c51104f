import { dirname } from 'node:path';
import { commands, FileType, Uri, window, workspace } from 'vscode';
import type { WorkspaceFolder } from 'vscode';
import type { Template } from '../../experiment/templates';
import { t } from '../ui/l10n';
import { Cancelled, UserError } from '../ui/userError';

/**
 * Writes a template, or another config, to a new file of the workspace and opens it.
 * @param beside path of a config whose relative paths it shares: it goes to its folder, if that is in the workspace
 * @throws UserError without a workspace folder
 */
export async function createExperiment(
  { fileName, text }: Pick<Template, 'fileName' | 'text'>,
  beside?: string,
): Promise<Uri> {
  const folder = beside === undefined ? undefined : await folderOf(beside);
  const uri = await freeName(folder ?? (await chooseFolder()), fileName);
  await workspace.fs.writeFile(uri, Buffer.from(text, 'utf8'));
  await window.showTextDocument(await workspace.openTextDocument(uri));
  return uri;
}

/**
 * Opens a template's file in the workspace, which is written first unless it is there.
 * @throws UserError without a workspace folder
 */
export async function exampleOf(template: Template): Promise<Uri> {
  for (const { uri } of requireFolder()) {
    // looking for it by name would wake the editor's search, which takes a second or two the first time
    const known = Uri.joinPath(uri, template.fileName);
    if (!(await exists(known))) continue;
    await window.showTextDocument(await workspace.openTextDocument(known));
    return known;
  }
  return createExperiment(template);
}

/** @throws UserError without a workspace folder */
export function requireFolder(): readonly [WorkspaceFolder, ...WorkspaceFolder[]] {
  const [first, ...others] = workspace.workspaceFolders ?? [];
  if (first === undefined)
    throw new UserError(t('An experiment is a file in a folder; open a folder first.'), {
      title: t('Open folder'),
      run: () => commands.executeCommand('vscode.openFolder'),
    });
  return [first, ...others];
}

/** Undefined where it is outside of the workspace, or gone. */
async function folderOf(config: string): Promise<Uri | undefined> {
  const folder = Uri.file(dirname(config));
  return workspace.getWorkspaceFolder(folder) !== undefined && (await exists(folder)) ? folder : undefined;
}

async function chooseFolder(): Promise<Uri> {
  const [first, ...others] = requireFolder();
  if (others.length === 0) return first.uri;
  const picked = await window.showWorkspaceFolderPick({
    placeHolder: t('Where is the experiment to be kept?'),
  });
  if (picked === undefined) throw new Cancelled();
  return picked.uri;
}

/** `digits.initscope.yaml`, `digits-2.initscope.yaml`, …: the first that is not taken. */
async function freeName(folder: Uri, fileName: string): Promise<Uri> {
  const dot = fileName.indexOf('.');
  for (let n = 1; ; n++) {
    const name = n === 1 ? fileName : `${fileName.slice(0, dot)}-${n}${fileName.slice(dot)}`;
    const uri = Uri.joinPath(folder, name);
    if (!(await exists(uri))) return uri;
  }
}

const exists = (uri: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    ({ type }) => type !== FileType.Unknown,
    () => false,
  );
