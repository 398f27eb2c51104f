import { fetchDataset } from '../data/load';
import { findDataset } from '../data/registry';
import type { DatasetName } from '../data/registry';
import { DataError, DatasetUnavailableError } from '../data/error';
import type { Environment } from './environment';
import { CliError, EXIT } from './exitCodes';

const MEGABYTE = 1e6;
/** Between two lines about a download. */
const INTERVAL_MS = 1000;

/**
 * Downloads a registered dataset as far as it is not in the cache; Ctrl-C cancels.
 * @throws CliError `dataUnavailable`
 */
export async function fetchIfMissing({ io, folders }: Environment, source: string): Promise<void> {
  if (findDataset(source)?.kind !== 'remote') return;
  const abort = new AbortController();
  const stopListening = io.onInterrupt(() => abort.abort());
  let toldAt = -Infinity;
  try {
    await fetchDataset(source as DatasetName, {
      cacheFolder: folders.datasets,
      fetch: globalThis.fetch,
      signal: abort.signal,
      onProgress({ file, received, total }) {
        if (io.now() - toldAt < INTERVAL_MS && received < total) return;
        toldAt = io.now();
        io.err(`${file}  ${(received / MEGABYTE).toFixed(1)} of ${(total / MEGABYTE).toFixed(1)} MB\n`);
      },
    });
  } catch (error) {
    if (abort.signal.aborted) throw new CliError(EXIT.interrupted, 'Download cancelled.');
    if (error instanceof DatasetUnavailableError || error instanceof DataError)
      throw new CliError(EXIT.dataUnavailable, error.message);
    throw error;
  } finally {
    stopListening();
  }
}
