import { commands, workspace } from 'vscode';
import { MILESTONES } from '../contributions/walkthrough';
import type { Milestone } from '../contributions/walkthrough';
import type { RunIndex } from '../runs/runIndex';
import type { RunPanels } from '../panel/panels';
import { Disposables } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import { isConfig } from './configs';

/** Tells the walkthrough how far a person has come; what was reached once stays reached. */
export function tellMilestones(index: RunIndex, panels: RunPanels): Disposable {
  const owned = new Disposables();
  const reached = new Set<Milestone>();
  const reach = (milestone: Milestone): void => {
    if (reached.has(milestone)) return;
    reached.add(milestone);
    void commands.executeCommand('setContext', MILESTONES[milestone], true);
  };
  const look = (): void => {
    if (workspace.textDocuments.some(({ uri }) => uri.scheme === 'file' && isConfig(uri)))
      reach('configOpened');
    const runs = index.readable();
    if (runs.length > 0) reach('runStarted');
    if (runs.some(({ manifest }) => manifest.state === 'finished')) reach('runFinished');
  };
  owned.add(workspace.onDidOpenTextDocument(look));
  owned.add(index.changed.listen(look));
  owned.add(panels.opened.listen(() => reach('panelOpened')));
  look();
  return owned;
}
