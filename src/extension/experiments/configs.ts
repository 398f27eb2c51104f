import { TabInputText, Uri, window, workspace } from 'vscode';
import type { RunTarget } from '../../language/protocol';
import { PAGE_SCHEME } from '../ui/pages';
import { CONFIG_EXTENSION, CONFIG_GLOB } from '../contributions/languages';

const NOT_SEARCHED = '**/{node_modules,.initscope,.git}/**';

/** Copies of configs that are only shown, as in a diff, are none. */
export const isConfig = (uri: Uri): boolean => uri.scheme !== PAGE_SCHEME && CONFIG_EXTENSION.test(uri.path);

/** The config file in the active editor. */
export function activeConfig(): Uri | undefined {
  const tab = window.tabGroups.activeTabGroup.activeTab?.input;
  // a window that has just opened may know the tab alone
  const uri = window.activeTextEditor?.document.uri ?? (tab instanceof TabInputText ? tab.uri : undefined);
  return uri !== undefined && isConfig(uri) ? uri : undefined;
}

/** All config files of the workspace, by path. */
export async function findConfigs(): Promise<readonly Uri[]> {
  const found = await workspace.findFiles(CONFIG_GLOB, NOT_SEARCHED);
  return found.toSorted((a, b) => a.path.localeCompare(b.path));
}

/** What a menu, a lens or a keybinding passed as the thing to run; absent when it is none. */
export function asRunTarget(argument: unknown): RunTarget | undefined {
  if (argument instanceof Uri) return { config: argument.toString() };
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { config, initializer } = argument as Record<string, unknown>;
  if (typeof config !== 'string') return undefined;
  return { config, ...(typeof initializer === 'string' ? { initializer } : {}) };
}
