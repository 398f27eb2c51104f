import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { DataError } from '../data/error';
import type { Experiment, TransferSpec } from '../experiment/experiment';
import { chooseCheckpoint, listCheckpoints } from '../runs/store/checkpoints';
import { CHECKPOINT_FACTS, CHECKPOINT_STATE, MANIFEST_FILE, trialFolderOf } from '../runs/store/layout';
import { readManifest } from '../runs/store/manifest';
import { RunStore, RunStoreError } from '../runs/store/runStore';
import type { RunManifest } from '../runs/run';
import type { TrialId } from '../shared/metrics';
import type { TrialStart } from '../training/start';
import { takeLayers } from '../weights/layers';
import { readWeights } from '../weights/readWeights';
import { RefusalError } from './refusal';

/**
 * Where trials begin that take weights over; none when the experiment does not ask for it.
 *
 * @param note told for each trial whose weights it takes
 * @throws RefusalError when there is no such run, or what it holds does not fit
 */
export async function transferStarts(
  { transfer, model }: Pick<Experiment, 'transfer' | 'model'>,
  trials: readonly TrialId[],
  runsFolder: string,
  note: (text: string) => void,
): Promise<readonly TrialStart[]> {
  if (transfer === undefined) return [];
  const known = new Map<string, TrialStart['state']>();
  const starts: TrialStart[] = [];
  try {
    const fileFor = await locate(transfer, runsFolder);
    for (const { initializer, seed } of trials) {
      const file = await fileFor({ initializer, seed });
      if (!known.has(file)) note(`${initializer}, seed ${seed}: begins with weights of ${file}`);
      const state =
        known.get(file) ?? takeLayers({ file, tensors: await readWeights(file) }, model, transfer.layers);
      known.set(file, state);
      starts.push({ initializer, seed, step: 0, state });
    }
  } catch (error) {
    if (error instanceof DataError || error instanceof RunStoreError)
      throw new RefusalError(`Weights cannot be taken over: ${error.message}`);
    throw error;
  }
  return starts;
}

/** @returns the file of weights for a trial */
async function locate(
  transfer: TransferSpec,
  runsFolder: string,
): Promise<(trial: TrialId) => Promise<string>> {
  const { from } = transfer;
  if (!isAbsolute(from)) {
    const { folder, manifest } = await runCalled(from, runsFolder);
    return (trial) => fileIn(folder, manifest, transfer, trial);
  }
  if (existsSync(join(from, MANIFEST_FILE))) {
    const manifest = await readManifest(from);
    return (trial) => fileIn(from, manifest, transfer, trial);
  }
  if (existsSync(join(from, CHECKPOINT_FACTS))) return () => Promise.resolve(join(from, CHECKPOINT_STATE));
  const found = await stat(from).catch(() => undefined);
  if (found?.isFile()) return () => Promise.resolve(from);
  throw new RefusalError(
    `Weights cannot be taken over: ${from} is ${found ? 'a folder without a run or a checkpoint' : 'not there'}.`,
  );
}

/** The latest run of an experiment that has a checkpoint, else the run of that id or name. */
async function runCalled(
  name: string,
  runsFolder: string,
): Promise<{ readonly folder: string; readonly manifest: RunManifest }> {
  const store = new RunStore(runsFolder);
  const entries = await store.list();
  const ofExperiment = entries.filter((entry) => entry.experiment === name);
  const latest = ofExperiment.find(
    (entry) =>
      entry.kind === 'run' && entry.manifest.trials.some(({ checkpoint }) => checkpoint !== undefined),
  );
  if (latest?.kind === 'run') return latest;
  if (ofExperiment.length > 0)
    throw new RefusalError(
      `Weights cannot be taken over: no run of ${name} has a checkpoint. Train it first, with \`training.checkpoint\` other than false.`,
    );
  const isRun = (entry: (typeof entries)[number]): boolean =>
    name === 'latest' || entry.id.startsWith(name) || (entry.kind === 'run' && entry.manifest.name === name);
  if (!entries.some(isRun))
    throw new RefusalError(
      `Weights cannot be taken over: there is no experiment or run “${name}” in ${runsFolder}. Train it first: initscope run ${name}.initscope.yaml`,
    );
  return store.resolve(name);
}

async function fileIn(
  folder: string,
  { trials, id }: RunManifest,
  transfer: TransferSpec,
  trial: TrialId,
): Promise<string> {
  const pick = <T extends string | number>(
    what: string,
    given: T | undefined,
    own: T,
    there: readonly T[],
  ): T => {
    const [first, ...others] = there;
    const wanted = given ?? (there.includes(own) ? own : others.length === 0 ? first : undefined);
    if (wanted !== undefined && there.includes(wanted)) return wanted;
    throw new RefusalError(
      `Weights cannot be taken over: run ${id} has ${what}s ${there.join(', ')}, ${
        given === undefined ? `none like ${own}` : `not ${given}`
      }. Name one of them in transfer.${what}.`,
    );
  };
  const source = {
    initializer: pick('initializer', transfer.initializer, trial.initializer, [
      ...new Set(trials.map(({ initializer }) => initializer)),
    ]),
    seed: pick('seed', transfer.seed, trial.seed, [...new Set(trials.map(({ seed }) => seed))]),
  };
  const stored = await listCheckpoints(trialFolderOf(folder, source));
  const chosen = chooseCheckpoint(stored, transfer.checkpoint);
  if (chosen !== undefined) return join(chosen.folder, CHECKPOINT_STATE);
  const steps = stored.map(({ facts }) => facts.step).join(', ') || 'none';
  throw new RefusalError(
    `Weights cannot be taken over: ${source.initializer}, seed ${source.seed}, of run ${id} has no checkpoint "${transfer.checkpoint}"; there are: ${steps}.`,
  );
}
