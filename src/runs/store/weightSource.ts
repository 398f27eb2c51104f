import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { TransferSpec } from '../../experiment/experiment';
import { nearest } from '../../schema/suggest';
import type { TrialId } from '../../shared/metrics';
import type { RunManifest } from '../run';
import { chooseCheckpoint, listCheckpoints, stepsOf } from './checkpoints';
import { CHECKPOINT_FACTS, CHECKPOINT_STATE, MANIFEST_FILE, trialFolderOf } from './layout';
import { readManifest } from './manifest';
import { RunStoreError } from './runStore';
import type { RunStore } from './runStore';

/** Weights that are not where `transfer` says. */
export class WeightSourceError extends RunStoreError {
  /** The key of `transfer` that is at fault, and what it had better be. */
  readonly key: 'from' | 'initializer' | 'seed' | 'checkpoint';
  readonly suggestion: string | undefined;

  constructor(key: WeightSourceError['key'], message: string, suggestion?: string) {
    super(message);
    this.key = key;
    this.suggestion = suggestion;
  }
}

/**
 * Finds the file of weights that each trial begins with.
 * @throws WeightSourceError, also from what it returns; RunStoreError or ManifestError when a run cannot be read
 */
export async function weightSource(
  transfer: TransferSpec,
  store: RunStore,
): Promise<(trial: TrialId) => Promise<string>> {
  const { from } = transfer;
  if (!isAbsolute(from)) {
    const { folder, manifest } = await runCalled(from, store);
    return (trial) => fileIn(folder, manifest, transfer, trial);
  }
  if (existsSync(join(from, MANIFEST_FILE))) {
    const manifest = await readManifest(from);
    return (trial) => fileIn(from, manifest, transfer, trial);
  }
  if (existsSync(join(from, CHECKPOINT_FACTS))) return () => Promise.resolve(join(from, CHECKPOINT_STATE));
  const found = await stat(from).catch(() => undefined);
  if (found?.isFile()) return () => Promise.resolve(from);
  throw new WeightSourceError(
    'from',
    `${from} is ${found ? 'a folder without a run or a checkpoint' : 'not there'}.`,
  );
}

/** The latest run of an experiment that has a checkpoint, else the run of that id or name. */
async function runCalled(
  name: string,
  store: RunStore,
): Promise<{ readonly folder: string; readonly manifest: RunManifest }> {
  const entries = await store.list();
  const ofExperiment = entries.filter((entry) => entry.experiment === name);
  const latest = ofExperiment.find(
    (entry) =>
      entry.kind === 'run' && entry.manifest.trials.some(({ checkpoint }) => checkpoint !== undefined),
  );
  if (latest?.kind === 'run') return latest;
  if (ofExperiment.length > 0)
    throw new WeightSourceError(
      'from',
      `no run of ${name} has a checkpoint. Train it first, with \`training.checkpoint\` other than false.`,
    );
  const isRun = (entry: (typeof entries)[number]): boolean =>
    name === 'latest' || entry.id.startsWith(name) || (entry.kind === 'run' && entry.manifest.name === name);
  if (entries.some(isRun)) return store.resolve(name);
  const near = nearest(name, [...new Set(entries.map(({ experiment }) => experiment))]);
  const hint =
    near === undefined ? `Train it first: initscope run ${name}.initscope.yaml` : `Did you mean “${near}”?`;
  throw new WeightSourceError(
    'from',
    `there is no experiment or run “${name}” in ${store.folder}. ${hint}`,
    near,
  );
}

async function fileIn(
  folder: string,
  { trials, id }: RunManifest,
  transfer: TransferSpec,
  trial: TrialId,
): Promise<string> {
  const pick = <T extends string | number>(
    what: 'initializer' | 'seed',
    given: T | undefined,
    own: T,
    there: readonly T[],
  ): T => {
    const [first, ...others] = there;
    const wanted = given ?? (there.includes(own) ? own : others.length === 0 ? first : undefined);
    if (wanted !== undefined && there.includes(wanted)) return wanted;
    throw new WeightSourceError(
      what,
      `run ${id} has ${what}s ${there.join(', ')}, ${
        given === undefined ? `none like ${own}` : `not ${given}`
      }. Name one of them in transfer.${what}.`,
      typeof given === 'string' ? nearest(given, there.map(String)) : undefined,
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
  throw new WeightSourceError(
    'checkpoint',
    `${source.initializer}, seed ${source.seed}, of run ${id} has no checkpoint "${transfer.checkpoint}"; there are: ${stepsOf(stored)}.`,
  );
}
