import { isAbsolute, join } from 'node:path';
import { workspace } from 'vscode';
import { ExternalReader } from '../../runs/external/externalReader';
import type { RunEntry } from '../../runs/store/runStore';
import { messageOf } from '../../shared/messageOf';
import { t } from '../ui/l10n';
import { readSetting } from '../ui/settings';

/** The TensorBoard log folders that the setting names, as runs. */
export class LogFolders {
  #readers = new Map<string, ExternalReader>();

  /** Takes the setting as it is now. */
  open(): void {
    const folders = (workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
      readSetting('initscope.logFolders', uri)
        .filter((path) => typeof path === 'string' && path !== '')
        .map((path) => (isAbsolute(path) ? path : join(uri.fsPath, path))),
    );
    this.#readers = new Map(
      [...new Set(folders)].map((folder) => [
        folder,
        this.#readers.get(folder) ?? new ExternalReader(folder),
      ]),
    );
  }

  get isEmpty(): boolean {
    return this.#readers.size === 0;
  }

  /** What is in them now; a folder that cannot be read is listed with the reason. */
  async list(): Promise<readonly RunEntry[]> {
    return Promise.all(
      [...this.#readers].map(async ([folder, reader]): Promise<RunEntry> => {
        try {
          await reader.poll();
          const { manifest } = reader;
          return { kind: 'run', id: manifest.id, folder, experiment: logs(), manifest };
        } catch (error) {
          const reason = messageOf(error);
          return { kind: 'unreadable', id: folder, folder, experiment: logs(), reason };
        }
      }),
    );
  }
}

/** The group that they are listed in. */
const logs = (): string => t('TensorBoard logs');
