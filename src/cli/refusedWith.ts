import { ResponseError } from 'vscode-jsonrpc';
import { START_ERRORS } from '../trainer/protocol';
import { CliError, EXIT } from './exitCodes';
import type { ExitCode } from './exitCodes';

const REFUSALS: ReadonlyMap<number, ExitCode> = new Map([
  [START_ERRORS.engineUnavailable, EXIT.engineUnavailable],
  [START_ERRORS.datasetUnreadable, EXIT.dataUnavailable],
  [START_ERRORS.cannotStart, EXIT.failed],
  [START_ERRORS.protocolMismatch, EXIT.failed],
]);

/** What a trainer refuses, as the command's own error; anything else as it is. */
export function refusedWith(error: unknown): unknown {
  const exitCode = error instanceof ResponseError ? REFUSALS.get(error.code) : undefined;
  return exitCode === undefined ? error : new CliError(exitCode, (error as Error).message);
}
