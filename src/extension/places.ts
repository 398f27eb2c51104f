import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { userFolders } from '../trainer/userFolders';
import { readSetting } from './ui/settings';

/** Where things are that the extension starts, reads and writes. */
export interface Places {
  readonly trainer: string;
  readonly languageServer: string;
  /** All that is built, `dist`. */
  readonly product: string;
  readonly readme: string;
  /** Where engines are installed on demand. */
  readonly installs: string;
  /** Where trainers look for engines: `installs`, then what the command line installed. */
  readonly engines: readonly string[];
  /** As set, or the cache that the command line uses too. */
  readonly datasets: () => string;
}

export function placesOf({ extensionPath, globalStorageUri }: ExtensionContext): Places {
  const shared = userFolders(process.platform, homedir(), process.env);
  const installs = join(globalStorageUri.fsPath, 'engines');
  const product = join(extensionPath, 'dist');
  return {
    trainer: join(product, 'trainer.cjs'),
    languageServer: join(product, 'server.cjs'),
    product,
    readme: join(extensionPath, 'README.md'),
    installs,
    engines: [installs, shared.engines],
    datasets: () => readSetting('initscope.datasetCache') || shared.datasets,
  };
}
