import { dirname } from 'node:path';
import type { Engine } from '../engine/engine';
import { readGit } from '../runs/git';
import { RunWriter } from '../runs/store/runWriter';
import { dataFacts } from '../training/dataFacts';
import { scheduleOf } from '../training/schedule';
import { trialsOf } from './crew/assign';
import type { Recruit } from './crew/recruit';
import { releaseAll, engage, openIn, recruitFor } from './engage';
import { loadData, openEngineFor } from './openRun';
import type { OpenedRun } from './openRun';
import { evidentShifts, foreseenShifts, noteOf, place } from './placement/place';
import { predictRun } from './predictRun';
import type { StartParams, StartResult } from './protocol';
import type { RunServices } from './runServices';
import type { ActiveRun } from './serve';
import { train } from './train';
import { transferStarts } from './transfer';
import { versionsOf } from './versions';

/**
 * Opens the engine, reads the data, makes the run folder and starts to train. Nothing trains before the folder is there.
 *
 * @throws EngineError, DataError, DatasetUnavailableError; RangeError when the experiment does not fit its data; the
 * file system's error when the run folder cannot be made
 */
export async function startRun(params: StartParams, services: RunServices): Promise<ActiveRun> {
  const { experiment } = params;
  // where it is known which threads there will be, they load what they need while the engine is checked and the data read
  const recruits = recruitFor(foreseenShifts(experiment) ?? [], { ...params, ...services });
  let engine: Engine | undefined;
  try {
    const opened = await openEngineFor(params, services);
    engine = opened.engine;
    if (evidentShifts(experiment, engine)) openIn(recruits, engine);
    else await releaseAll(recruits.splice(0));
    const dataset = await loadData(params, opened);
    return await begin(params, services, { ...opened, dataset }, recruits);
  } catch (error) {
    await releaseAll(recruits);
    engine?.dispose();
    throw error;
  }
}

/** @param recruits threads for the trials; those that are still needed are added */
async function begin(
  params: StartParams,
  services: RunServices,
  opened: OpenedRun,
  recruits: Recruit[],
): Promise<ActiveRun> {
  const { experiment, runsFolder } = params;
  const { engine, dataset, places, choice } = opened;
  const schedule = scheduleOf(experiment, dataset);
  const trials = trialsOf(experiment);
  const starts = await transferStarts(experiment, trials, runsFolder, services.note);
  const placement = await place({ experiment, dataset, engine, places, now: services.now });
  if (placement.kind === 'workers' && recruits.length === 0) {
    recruits.push(...recruitFor(placement.shifts, { ...params, ...services }));
    openIn(recruits, engine);
  }
  const asked = readGit(dirname(params.config.path)); // which answers while programs are compiled
  const begun = engage(params, services, { ...opened, trials, starts, placement, recruits });
  const git = await asked;
  const writer = await RunWriter.create(runsFolder, {
    experiment,
    config: params.config,
    versions: await versionsOf(places.packageFolder),
    engine: { name: engine.name, version: engine.version, device: engine.device.name, ...choice },
    ...(git && { git }),
    ...(params.sweep && { sweep: params.sweep }),
    placement: noteOf(placement),
    samples: { train: dataset.train.count, validation: dataset.validation.count },
    totalSteps: schedule.totalSteps,
    stepsPerEpoch: schedule.stepsPerEpoch,
  });
  services.onRun(writer);
  return {
    ...train(services, {
      engine,
      writer,
      begin: begun,
      describe: () => ({
        prediction: predictRun(experiment, dataset, starts),
        data: dataFacts(dataset.train),
      }),
    }),
    started: describeStart(writer, opened),
  };
}

/** What the host is told of a run that begins or goes on. */
export const describeStart = (
  { id, folder, manifest }: RunWriter,
  { engine, choice, attempts }: OpenedRun,
): StartResult => ({
  runId: id,
  runFolder: folder,
  engine: { name: engine.name, device: engine.device.name, ...choice },
  attempts,
  totalSteps: manifest.totalSteps,
  stepsPerEpoch: manifest.stepsPerEpoch,
});
