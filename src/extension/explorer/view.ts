import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  commands,
  window,
} from 'vscode';
import type { Memento, TreeDataProvider } from 'vscode';
import { RUNS_FILTERED, RUNS_VIEW } from '../contributions/views';
import { Disposables } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import { t } from '../ui/l10n';
import { DEFAULT_ARRANGEMENT } from './arrange';
import type { Arrangement } from './arrange';
import { readCheckpointNodes } from './checkpoints';
import type { Node } from './node';
import { Rows } from './rows';

const KEPT_AS = 'explorer.arrangement';

export interface Explorer extends Disposable {
  /** Shows the tree as it is now, if it has changed: each redraw makes the view busy for a moment. */
  refresh(): void;
  readonly arrangement: Arrangement;
  /** Lists runs in another way. */
  arrange(change: Partial<Arrangement>): void;
}

/** The sidebar's tree of runs. All that it shows is made in `model.ts`. */
export function createExplorer(
  treeOf: (arrangement: Arrangement) => readonly Node[],
  kept: Memento,
): Explorer {
  const owned = new Disposables();
  let arrangement: Arrangement = { ...DEFAULT_ARRANGEMENT, ...kept.get<Partial<Arrangement>>(KEPT_AS) };
  const rows = new Rows();
  const changed = owned.add(new EventEmitter<Node[] | undefined>());
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => {
      if (node === undefined) return [...rows.top];
      return [...rows.give(node.keeping === undefined ? node.children : await readCheckpointNodes(node))];
    },
    getTreeItem: toItem,
  };
  const view = owned.add(
    window.createTreeView(RUNS_VIEW, {
      treeDataProvider: provider,
      canSelectMany: true,
      showCollapseAll: true,
    }),
  );
  const refresh = (): void => {
    const anew = rows.update(treeOf(arrangement));
    if (anew === undefined || anew.length > 0) changed.fire(anew && [...anew]);
  };
  const tellFilter = (): void => {
    const { filter } = arrangement;
    view.message = filter === '' ? '' : t('Only runs that match “{0}”', filter);
    void commands.executeCommand('setContext', RUNS_FILTERED, filter !== '');
  };
  tellFilter();
  return {
    refresh,
    get arrangement() {
      return arrangement;
    },
    arrange: (change) => {
      arrangement = { ...arrangement, ...change };
      void kept.update(KEPT_AS, arrangement);
      tellFilter();
      refresh();
    },
    dispose: () => owned.dispose(),
  };
}

function toItem(node: Node): TreeItem {
  const item = new TreeItem(node.label, collapsibleState(node));
  item.id = node.id;
  item.description = node.description;
  item.tooltip = new MarkdownString(node.tooltip, true);
  item.iconPath = new ThemeIcon(
    node.icon.id,
    node.icon.color === undefined ? undefined : new ThemeColor(node.icon.color),
  );
  item.contextValue = node.context;
  if (node.run !== undefined)
    item.command = { command: 'initscope.openRun', title: t('Open run'), arguments: [node.run] };
  return item;
}

function collapsibleState({ children, keeping, expanded }: Node): TreeItemCollapsibleState {
  if (children.length === 0 && keeping === undefined) return TreeItemCollapsibleState.None;
  return expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
