import type { LogOutputChannel } from 'vscode';

/** Where the extension and its trainers write what a person may want to read after the fact. */
export type Log = Pick<LogOutputChannel, 'info' | 'warn' | 'error' | 'show'>;
