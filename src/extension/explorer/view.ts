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
import { KeptRows } from './keptRows';
import type { Node } from './node';
import { Redraws } from './redraws';
import { Rows } from './rows';

const KEPT_AS = 'explorer.arrangement';

export interface Explorer extends Disposable {
  /** Shows the tree as it is now, if it has changed. @returns when the editor may be asked to draw more of it */
  refresh(): Promise<void>;
  readonly arrangement: Arrangement;
  /** Lists runs in another way. */
  arrange(change: Partial<Arrangement>): void;
}

/** The sidebar's tree of runs. All that it shows is made in `model.ts`. */
export function createExplorer(
  treeOf: (arrangement: Arrangement) => readonly Node[],
  memento: Memento,
): Explorer {
  const owned = new Disposables();
  let arrangement: Arrangement = { ...DEFAULT_ARRANGEMENT, ...memento.get<Partial<Arrangement>>(KEPT_AS) };
  const rows = new Rows();
  const kept = new KeptRows();
  const redraws = new Redraws<Node | undefined>();
  const changed = owned.add(new EventEmitter<Node[] | undefined>());
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => {
      redraws.opened(node);
      if (node === undefined) return [...rows.top];
      return [...rows.give(node.keeping === undefined ? node.children : await kept.below(node))];
    },
    getTreeItem: (node) => {
      redraws.looked(node);
      return toItem(node);
    },
  };
  const view = owned.add(
    window.createTreeView(RUNS_VIEW, {
      treeDataProvider: provider,
      canSelectMany: true,
      showCollapseAll: true,
    }),
  );
  owned.add(view.onDidCollapseElement(() => redraws.folded()));
  let latest: readonly Node[] = [];
  const refresh = async (): Promise<void> => {
    const tree = treeOf(arrangement);
    latest = tree;
    await kept.renew(tree);
    if (tree !== latest) return;
    const anew = rows.update(tree);
    if (anew?.length === 0) return;
    // of one that is hidden the editor asks nothing, and draws nothing until it is shown
    const drawn = view.visible ? redraws.pace(anew ?? [undefined]) : undefined;
    changed.fire(anew && [...anew]);
    await drawn;
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
      void memento.update(KEPT_AS, arrangement);
      tellFilter();
      void refresh();
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
