import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from 'vscode';
import type { TreeDataProvider } from 'vscode';
import { RUNS_VIEW } from '../contributions/views';
import { Disposables } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import type { Node } from './node';

export interface Explorer extends Disposable {
  /** Shows the tree as it is now, if it has changed: each redraw makes the view busy for a moment. */
  refresh(): void;
}

/** The sidebar's tree of runs. All that it shows is made in `model.ts`. */
export function createExplorer(tree: () => readonly Node[]): Explorer {
  const owned = new Disposables();
  const changed = owned.add(new EventEmitter<undefined>());
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => [...(node?.children ?? tree())],
    getTreeItem: toItem,
  };
  owned.add(
    window.createTreeView(RUNS_VIEW, {
      treeDataProvider: provider,
      canSelectMany: true,
      showCollapseAll: true,
    }),
  );
  let shown = '';
  return {
    refresh: () => {
      const now = JSON.stringify(tree());
      if (now !== shown) changed.fire(undefined);
      shown = now;
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
    item.command = { command: 'initscope.openRun', title: 'Open run', arguments: [node.run] };
  return item;
}

function collapsibleState({ children, expanded }: Node): TreeItemCollapsibleState {
  if (children.length === 0) return TreeItemCollapsibleState.None;
  return expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
