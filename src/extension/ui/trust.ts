import { commands, workspace } from 'vscode';
import { UserError } from './userError';

/**
 * @throws UserError in an untrusted workspace, with a button to trust it
 */
export function requireTrust(action: string): void {
  if (workspace.isTrusted) return;
  throw new UserError(
    `${action} needs a trusted workspace: it runs code and reads files that configs name.`,
    {
      title: 'Manage workspace trust',
      run: () => commands.executeCommand('workbench.trust.manage'),
    },
  );
}
