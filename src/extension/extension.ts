import { setImmediate } from 'node:timers/promises';
import { l10n, window } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { messageOf } from '../shared/messageOf';
import { translator } from '../shared/l10n';
import { notify } from './ui/notify';

/**
 * All that VS Code loads at first. The rest, `host.ts`, is a bundle of its own: loaded when other extensions have had
 * their turn, so that no one waits for it. What asks for it before, a command, the view or a panel to be restored, is
 * held back by VS Code until this resolves.
 */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('InitScope', { log: true });
  context.subscriptions.push(log);
  try {
    await setImmediate();
    const { start } = await import('./host');
    context.subscriptions.push(start(context, log));
  } catch (error) {
    // the editor does not show why an extension could not be activated
    const t = translator(l10n.bundle ?? {});
    log.error(error instanceof Error ? error : String(error));
    void notify('error', t('{0} failed: {1}', t('Starting InitScope'), messageOf(error)), {
      title: t('Show log'),
      run: () => log.show(),
    });
    throw error;
  }
}
