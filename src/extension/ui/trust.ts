import { commands, workspace } from 'vscode';
import { t } from './l10n';
import { UserError } from './userError';

/**
 * @throws UserError in an untrusted workspace, with a button to trust it
 */
export function requireTrust(action: string): void {
  if (workspace.isTrusted) return;
  throw new UserError(
    t('{0} needs a trusted workspace: it runs code and reads files that configs name.', action),
    {
      title: t('Manage workspace trust'),
      run: () => commands.executeCommand('workbench.trust.manage'),
    },
  );
}
