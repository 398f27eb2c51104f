import { MarkdownString, StatusBarAlignment, window } from 'vscode';
import type { Sessions } from '../sessions/sessions';
import type { CommandArguments } from '../contributions/commands';
import { Disposables } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import { t } from '../ui/l10n';
import { statusOf } from './model';

/** Shows what trains in this window, on which engine and device, and for how long still; a click opens the run. */
export function createStatusBar(sessions: Sessions): Disposable {
  const owned = new Disposables();
  const item = owned.add(window.createStatusBarItem('initscope.training', StatusBarAlignment.Left, 10));
  item.name = t('InitScope Training');
  owned.add(
    sessions.changed.listen(() => {
      const status = statusOf(sessions.live());
      if (status === undefined) {
        item.hide();
        return;
      }
      item.text = status.text;
      item.tooltip = new MarkdownString(status.tooltip);
      const args: CommandArguments['initscope.openRun'] =
        status.folder === undefined ? [] : [{ folder: status.folder }];
      item.command = { command: 'initscope.openRun', title: t('Open run'), arguments: args };
      item.show();
    }),
  );
  return owned;
}
