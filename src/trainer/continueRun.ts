import { dirname } from 'node:path';
import type { Dataset } from '../data/dataset';
import type { Experiment } from '../experiment/experiment';
import type { HealthFinding } from '../health/finding';
import { readLatestCheckpoint } from '../runs/store/checkpoints';
import { FindingsReader } from '../runs/store/findings';
import { trialFolderOf } from '../runs/store/layout';
import { readManifest } from '../runs/store/manifest';
import { RunWriter } from '../runs/store/runWriter';
import type { RunManifest, TrialManifest } from '../runs/run';
import { isSameTrial } from '../shared/metrics';
import type { EngineName } from '../shared/engineNames';
import { scheduleOf } from '../training/schedule';
import type { TrialStart } from '../training/start';
import type { Recruit } from './crew/recruit';
import { releaseAll, engage, openIn, recruitFor } from './engage';
import { openRun } from './openRun';
import { placeAgain } from './placement/place';
import type { ContinueParams } from './protocol';
import { RefusalError } from './refusal';
import type { RunServices } from './runServices';
import type { ActiveRun } from './serve';
import { describeStart } from './startRun';
import { train } from './train';
import { transferStarts } from './transfer';
import { versionsOf } from './versions';

/**
 * Takes up a run where its trials' latest checkpoints are; those that ended stay as they are, unless training is made
 * longer.
 *
 * @throws RefusalError when there is nothing to go on with or the data has changed; LockedError while another process
 * trains the run; what `startRun` throws
 */
export async function continueRun(params: ContinueParams, services: RunServices): Promise<ActiveRun> {
  const manifest = await readManifest(params.runFolder);
  const experiment = lengthened(manifest, params);
  // only on the engine that it began on are its numbers the same
  const engineName = manifest.engine.name as EngineName;
  const opened = await openRun({ ...params, experiment: { ...experiment, engine: engineName } }, services);
  const recruits: Recruit[] = [];
  try {
    const { engine, dataset, places, choice } = opened;
    checkSamples(manifest, dataset);
    const schedule = scheduleOf(experiment, dataset);
    const going = manifest.trials.filter((trial) => goesOn(trial, schedule.totalSteps));
    if (going.length === 0)
      throw new RefusalError(
        `All trials of run ${manifest.id} have ended. To train them longer, give it more epochs (--epochs).`,
      );
    const saved = await startsOf(params.runFolder, going, services.note);
    const anew = going.filter((trial) => !saved.some((start) => isSameTrial(start, trial)));
    const runsFolder = dirname(dirname(params.runFolder));
    const starts = [...saved, ...(await transferStarts(experiment, anew, runsFolder, services.note))];
    const placement = placeAgain(manifest.placement, going, engine);
    if (placement.kind === 'workers')
      recruits.push(...recruitFor(placement.shifts, { ...params, ...services }));
    openIn(recruits, engine);
    const begin = engage({ ...params, experiment }, services, {
      ...opened,
      trials: going,
      starts,
      placement,
      recruits,
    });
    const writer = await RunWriter.resume(params.runFolder, {
      experiment,
      versions: await versionsOf(places.packageFolder),
      engine: { name: engine.name, version: engine.version, device: engine.device.name, ...choice },
      totalSteps: schedule.totalSteps,
      steps: going.map((trial) => ({ ...trial, step: stepOf(trial, starts) })),
    });
    services.onRun(writer);
    const findings = await new FindingsReader(params.runFolder).poll();
    const known = findings.filter((finding) => isBehind(finding, going, starts));
    return {
      ...train(services, { engine, writer, known, begin }),
      started: describeStart(writer, opened),
    };
  } catch (error) {
    await releaseAll(recruits);
    opened.engine.dispose();
    throw error;
  }
}

const lengthened = ({ experiment }: RunManifest, { epochs }: ContinueParams): Experiment => ({
  ...experiment,
  training: {
    ...experiment.training,
    ...(epochs === undefined ? {} : { length: { kind: 'epochs', epochs } }),
  },
});

const goesOn = ({ state, step }: TrialManifest, totalSteps: number): boolean =>
  state === 'finished' ? step < totalSteps : state !== 'diverged';

/** @throws RefusalError when there are not as many samples as before */
export function checkSamples({ samples }: RunManifest, { train, validation }: Dataset): void {
  if (!samples || (samples.train === train.count && samples.validation === validation.count)) return;
  throw new RefusalError(
    `The data has changed: the run had ${samples.train} training and ${samples.validation} validation samples, now there are ${train.count} and ${validation.count}.`,
  );
}

/** Trials without a checkpoint begin anew, and are not among them. */
async function startsOf(
  runFolder: string,
  trials: readonly TrialManifest[],
  note: (text: string) => void,
): Promise<TrialStart[]> {
  const starts: TrialStart[] = [];
  for (const { initializer, seed } of trials) {
    const checkpoint = await readLatestCheckpoint(trialFolderOf(runFolder, { initializer, seed }), note);
    if (checkpoint === undefined) continue;
    const { step, tensors, validation, best } = checkpoint;
    const state = Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, values]));
    starts.push({ initializer, seed, step, state, ...(validation && { validation }), ...(best && { best }) });
  }
  return starts;
}

const stepOf = (trial: TrialManifest, starts: readonly TrialStart[]): number =>
  starts.find((start) => isSameTrial(start, trial))?.step ?? 0;

/**
 * What is told once is not told again. A trial that a rule was to stop is stopped again, unless it goes on from there:
 * then a person has decided otherwise.
 */
const isBehind = (
  { action, step, initializer, seed }: HealthFinding,
  going: readonly TrialManifest[],
  starts: readonly TrialStart[],
): boolean => {
  const trial = going.find((other) => other.initializer === initializer && other.seed === seed);
  const stops = action === 'stopInitializer' || action === 'stopAll';
  return !stops || trial === undefined || step <= stepOf(trial, starts);
};
