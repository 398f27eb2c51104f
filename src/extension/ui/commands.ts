import { commands } from 'vscode';
import { messageOf } from '../../shared/messageOf';
import { COMMANDS } from '../contributions/commands';
import type { CommandArguments, CommandId } from '../contributions/commands';
import { Disposables } from './disposables';
import type { Disposable } from './disposables';
import { t } from './l10n';
import type { Log } from './log';
import { notify } from './notify';
import { Cancelled, UserError } from './userError';

/** One function per command of the table: a command without one does not compile. */
export type CommandHandlers = {
  readonly [Id in CommandId]: (...args: CommandArguments[Id]) => unknown;
};

/** Registers every command behind the one wrapper that turns a thrown error into a notification. */
export function registerCommands(handlers: CommandHandlers, log: Log): Disposable {
  const all = new Disposables();
  for (const id of Object.keys(COMMANDS) as CommandId[]) {
    const handler = handlers[id] as (...args: unknown[]) => unknown;
    all.add(commands.registerCommand(id, (...args: unknown[]) => guard(id, log, () => handler(...args))));
  }
  return all;
}

export const runCommand = <Id extends CommandId>(id: Id, ...args: CommandArguments[Id]): Thenable<unknown> =>
  commands.executeCommand(id, ...args);

async function guard(id: CommandId, log: Log, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Cancelled)) void reportError(COMMANDS[id].title, error, log);
  }
}

/** Tells a person that something failed; the log holds the details. */
export function reportError(doing: string, error: unknown, log: Log): Promise<void> {
  const showLog = { title: t('Show log'), run: () => runCommand('initscope.showLog') };
  if (error instanceof UserError) {
    log.error(`${doing}: ${error.message}`);
    return notify('error', error.message, ...error.actions, showLog);
  }
  const message = messageOf(error);
  log.error(`${doing}: ${error instanceof Error ? (error.stack ?? message) : message}`);
  return notify('error', t('{0} failed: {1}', doing, message), showLog);
}
