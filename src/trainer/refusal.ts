import { ResponseError } from 'vscode-jsonrpc';
import { DataError, DatasetUnavailableError } from '../data/error';
import type { EngineAttempt } from '../engine/engine';
import { EngineError } from '../engine/engineError';
import { LockedError } from '../runs/store/lock';
import { ManifestError } from '../runs/store/manifest';
import { fileTrouble } from './fileTrouble';
import { memoryTrouble } from './memoryTrouble';
import { START_ERRORS } from './protocol';

/** A request that makes no sense for this run; the message says why and what can be done. */
export class RefusalError extends Error {}

/**
 * What the host is told when a run cannot start. Defects keep their own error, stack and all.
 *
 * @param folder where the run is written; absent where nothing is
 */
function refusal(error: unknown, folder?: string): unknown {
  if (error instanceof EngineError) {
    const { engine, reason, remedy, message } = error;
    const attempt: EngineAttempt = { engine, usable: false, reason, remedy, milliseconds: 0 };
    return new ResponseError(START_ERRORS.engineUnavailable, message, [attempt]);
  }
  if (error instanceof DataError || error instanceof DatasetUnavailableError)
    return new ResponseError(START_ERRORS.datasetUnreadable, error.message);
  const shortage = memoryTrouble(error);
  if (shortage !== undefined)
    return new ResponseError(
      START_ERRORS.cannotStart,
      `The run cannot start. ${shortage} Close what else needs memory, or run a smaller experiment: fewer initializers, smaller layers or batches.`,
    );
  // more samples asked for than there are, a batch larger than the set
  if (
    error instanceof RangeError ||
    error instanceof RefusalError ||
    error instanceof LockedError ||
    error instanceof ManifestError
  )
    return new ResponseError(START_ERRORS.cannotStart, error.message);
  const trouble = folder === undefined ? undefined : fileTrouble(error, folder);
  if (trouble !== undefined)
    return new ResponseError(START_ERRORS.cannotStart, `The run cannot be written. ${trouble}`);
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string'
    ? new ResponseError(START_ERRORS.cannotStart, (error as Error).message)
    : error;
}

/** What is done; where it is refused, the host is told why. @param folder where the run is written, if it is */
export const refusing = <T>(done: Promise<T>, folder?: string): Promise<T> =>
  done.catch((error: unknown) => {
    throw refusal(error, folder);
  });
