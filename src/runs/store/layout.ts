import { basename, dirname, join } from 'node:path';
import type { TrialId } from '../../shared/metrics';
import { type Split, SPLITS } from '../../shared/tags';
import { fromSegment, toSegment } from './names';

/** Where runs are kept unless told otherwise: below the workspace, or the folder that a command runs in. */
export const RUNS_FOLDER = '.initscope/runs';

/**
 * Where things lie below the runs folder:
 *
 *     <experiment>/<run id>/run.json
 *     <experiment>/<run id>/<initializer>/seed-<n>/<split>/events.out.tfevents.…
 *     <experiment>/<run id>/<initializer>/seed-<n>/checkpoints/step-<n>/checkpoint.json, state.safetensors
 */
export const MANIFEST_FILE = 'run.json';
/** What the health rules found, one JSON object a line; appended to, never rewritten. */
export const FINDINGS_FILE = 'findings.jsonl';
/** Held by the process that trains, for as long as it does. */
export const TRAINER_LOCK = 'run.lock';
/** Held for the moment of a change to run.json. */
export const MANIFEST_LOCK = 'run.json.lock';

export const runFolderOf = (runsFolder: string, experiment: string, runId: string): string =>
  join(runsFolder, toSegment(experiment), runId);

export const trialFolderOf = (runFolder: string, trial: TrialId): string =>
  join(runFolder, toSegment(trial.initializer), `seed-${trial.seed}`);

/** Seed named by a folder `seed-<n>`; undefined for any other. */
export function seedOf(folderName: string): number | undefined {
  const digits = /^seed-(-?\d+)$/.exec(folderName)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** In a trial's folder. */
export const CHECKPOINTS_FOLDER = 'checkpoints';
/** In a checkpoint's folder: its tensors, and all else. */
export const CHECKPOINT_STATE = 'state.safetensors';
export const CHECKPOINT_FACTS = 'checkpoint.json';

/** Padded, so that names sort by step. */
export const checkpointName = (step: number): string => `step-${String(step).padStart(8, '0')}`;

/** Step named by a checkpoint's folder; undefined for any other. */
export function stepOf(folderName: string): number | undefined {
  const digits = /^step-(\d+)$/.exec(folderName)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export const isSplit = (folderName: string): folderName is Split =>
  (SPLITS as readonly string[]).includes(folderName);

/** Labels by folder name: those of `labels` (also the shortened), else what the name itself says. */
export function labelsByFolder(labels: readonly string[]): (folderName: string) => string {
  const known = new Map(labels.map((label) => [toSegment(label), label]));
  return (folderName) => known.get(folderName.normalize('NFC')) ?? fromSegment(folderName);
}

/** Deleted runs go beside the runs: `.initscope/trash`, or `.initscope-trash` beside a folder of the user's. */
export function trashFolderOf(runsFolder: string): string {
  const parent = dirname(runsFolder);
  return basename(parent) === '.initscope' ? join(parent, 'trash') : join(parent, '.initscope-trash');
}
