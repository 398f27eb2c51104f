import type { Failure } from './protocol';

/** How a trainer process ended. */
export type TrainerEnd =
  | { readonly kind: 'finished'; readonly state: 'finished' | 'stopped' }
  /** Training met an error that it could report; the run says `failed`. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The process was killed, crashed, hung or was closed; the run says `interrupted`. */
  | { readonly kind: 'interrupted'; readonly message: string; readonly log: readonly string[] };

/** Trainer errors that reach the host as a rejected promise. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';
  readonly log: readonly string[];

  constructor(message: string, log: readonly string[]) {
    super(message);
    this.log = log;
  }
}

/** Says in one sentence why a process that was not asked to end did so. */
export function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') {
    return 'The trainer process was killed (SIGKILL), by someone or because the system ran out of memory.';
  }
  if (signal === 'SIGABRT' || code === 134) {
    return 'The trainer process aborted (SIGABRT), usually for lack of memory.';
  }
  if (signal !== null) return `The trainer process was ended by ${signal}.`;
  return `The trainer process ended unexpectedly with exit code ${code ?? 'unknown'}.`;
}
