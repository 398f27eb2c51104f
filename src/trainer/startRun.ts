import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadDataset } from '../data/load';
import { explainChoice } from '../engine/doctor';
import { openEngine } from '../engine/open';
import { locateServices } from '../engine/services';
import { readGit } from '../runs/git';
import { RunWriter } from '../runs/store/runWriter';
import { dataFacts } from '../training/dataFacts';
import { scheduleOf } from '../training/runExperiment';

import { place } from './placement/place';
import { predictRun } from './predictRun';
import type { StartParams } from './protocol';
import type { RunServices } from './runServices';
import type { ActiveRun } from './serve';
import { train } from './train';

/**
 * Opens the engine, reads the data, makes the run folder and starts to train.
 *
 * @throws EngineError, DataError, DatasetUnavailableError; RangeError when the experiment does not fit its data; the
 * file system's error when the run folder cannot be made
 */
export async function startRun(params: StartParams, services: RunServices): Promise<ActiveRun> {
  const { experiment, runsFolder } = params;
  const places = locateServices(services.moduleFolder, params.engineFolders);
  const { engine, attempts } = await openEngine(experiment.engine, places);
  const reason = explainChoice(attempts);
  services.note(reason);
  const dataset = await loadDataset(experiment.dataset, {
    mediaFolder: join(places.packageFolder, 'media'),
    cacheFolder: params.datasetCache,
  });
  const schedule = scheduleOf(experiment, dataset);
  const placement = await place({ experiment, dataset, engine, places, now: services.now });
  const git = await readGit(dirname(params.config.path));
  const writer = await RunWriter.create(runsFolder, {
    experiment,
    config: params.config,
    versions: await versionsOf(places.packageFolder),
    engine: { name: engine.name, version: engine.version, device: engine.device.name, reason },
    ...(git && { git }),
    prediction: predictRun(experiment, dataset),
    data: dataFacts(dataset.train),
    samples: { train: dataset.train.count, validation: dataset.validation.count },
    totalSteps: schedule.totalSteps,
    stepsPerEpoch: schedule.stepsPerEpoch,
  });
  services.onRun(writer);
  return {
    ...train(params, services, { engine, dataset, writer, placement }),
    started: {
      runId: writer.id,
      runFolder: writer.folder,
      engine: { name: engine.name, device: engine.device.name, reason },
      attempts,
      totalSteps: schedule.totalSteps,
      stepsPerEpoch: schedule.stepsPerEpoch,
    },
  };
}

async function versionsOf(packageFolder: string): Promise<Record<string, string>> {
  const text = await readFile(join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return { initscope: version, node: process.versions.node };
}
