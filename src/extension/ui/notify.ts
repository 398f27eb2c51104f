import { window } from 'vscode';

/** A button of a notification and what it does. */
export interface Action {
  readonly title: string;
  readonly run: () => unknown;
}

type Severity = 'info' | 'warning' | 'error';

const show: Readonly<
  Record<Severity, (message: string, ...titles: string[]) => Thenable<string | undefined>>
> = {
  info: (message, ...titles) => window.showInformationMessage(message, ...titles),
  warning: (message, ...titles) => window.showWarningMessage(message, ...titles),
  error: (message, ...titles) => window.showErrorMessage(message, ...titles),
};

/** Shows a notification with buttons. Resolves when a button's action is done or the notification is gone. */
export async function notify(severity: Severity, message: string, ...actions: Action[]): Promise<void> {
  const chosen = await show[severity](message, ...actions.map(({ title }) => title));
  await actions.find(({ title }) => title === chosen)?.run();
}

/** Milliseconds. */
const COPIED_SHOWN = 5000;

/** Says in the status bar what now lies in the clipboard. */
export const tellCopied = (message: string): void => void window.setStatusBarMessage(message, COPIED_SHOWN);

/** Asks before something that cannot be taken back. True when the person says yes. */
export async function confirm(message: string, detail: string, yes: string): Promise<boolean> {
  return (await window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
}
