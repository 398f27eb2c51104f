import { join } from 'node:path';
import type { Dataset } from '../data/dataset';
import { loadDataset } from '../data/load';
import { explainChoice } from '../engine/doctor';
import type { Engine, EngineAttempt } from '../engine/engine';
import { openEngine } from '../engine/open';
import { locateServices } from '../engine/services';
import type { EngineServices } from '../engine/services';
import type { StartParams } from './protocol';
import type { RunServices } from './runServices';

/** What every run needs before it begins or goes on. */
export interface OpenedRun {
  readonly engine: Engine;
  readonly attempts: readonly EngineAttempt[];
  /** Why this engine. */
  readonly reason: string;
  readonly dataset: Dataset;
  readonly places: EngineServices;
}

/**
 * Opens the engine and reads the data.
 * @throws EngineError, DataError, DatasetUnavailableError
 */
export async function openRun(
  {
    experiment,
    engineFolders,
    datasetCache,
    threads,
  }: Pick<StartParams, 'experiment' | 'engineFolders' | 'datasetCache'> & Pick<EngineServices, 'threads'>,
  { moduleFolder, note }: Pick<RunServices, 'moduleFolder' | 'note'>,
): Promise<OpenedRun> {
  const places = {
    ...locateServices(moduleFolder, engineFolders),
    ...(threads !== undefined && { threads }),
  };
  const { engine, attempts } = await openEngine(experiment.engine, places);
  const reason = explainChoice(attempts);
  note(reason);
  const dataset = await loadDataset(experiment.dataset, {
    mediaFolder: join(places.packageFolder, 'media'),
    cacheFolder: datasetCache,
  });
  return { engine, attempts, reason, dataset, places };
}
