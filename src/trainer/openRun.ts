import { join } from 'node:path';
import type { Dataset } from '../data/dataset';
import { loadDataset } from '../data/load';
import { explainChoice } from '../engine/doctor';
import type { Engine, EngineAttempt } from '../engine/engine';
import { openEngine } from '../engine/open';
import { locateServices } from '../engine/services';
import type { EngineServices } from '../engine/services';
import { shareDataset } from './crew/share';
import { choiceOf } from '../shared/engineChoice';
import type { EngineChoice } from '../shared/engineChoice';
import type { StartParams } from './protocol';
import type { RunServices } from './runServices';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly attempts: readonly EngineAttempt[];
  readonly choice: EngineChoice;
  readonly places: EngineServices;
}

/** What every run needs before it begins or goes on. */
export interface OpenedRun extends OpenedEngine {
  readonly dataset: Dataset;
}

type EngineParams = Pick<StartParams, 'experiment' | 'engineFolders'> & Pick<EngineServices, 'threads'>;
type DataParams = Pick<StartParams, 'experiment' | 'datasetCache'>;

/**
 * Opens the engine and reads the data.
 * @throws EngineError, DataError, DatasetUnavailableError
 */
export async function openRun(
  params: EngineParams & DataParams,
  services: Pick<RunServices, 'moduleFolder' | 'note'>,
): Promise<OpenedRun> {
  const opened = await openEngineFor(params, services);
  return { ...opened, dataset: await loadData(params, opened) };
}

/** @throws EngineError */
export async function openEngineFor(
  { experiment, engineFolders, threads }: EngineParams,
  { moduleFolder, note }: Pick<RunServices, 'moduleFolder' | 'note'>,
): Promise<OpenedEngine> {
  const places = {
    ...locateServices(moduleFolder, engineFolders),
    ...(threads !== undefined && { threads }),
  };
  const { engine, attempts } = await openEngine(experiment.engine, places);
  const choice = choiceOf(explainChoice(attempts));
  note(choice.reason);
  return { engine, attempts, choice, places };
}

/**
 * Reads the data into memory that worker threads can share.
 * @throws DataError, DatasetUnavailableError
 */
export const loadData = async (
  { experiment, datasetCache }: DataParams,
  { places }: Pick<OpenedEngine, 'places'>,
): Promise<Dataset> =>
  shareDataset(
    await loadDataset(experiment.dataset, {
      mediaFolder: join(places.packageFolder, 'media'),
      cacheFolder: datasetCache,
    }),
  );
