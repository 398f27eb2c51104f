import { chooseCheckpoint, listCheckpoints, stepsOf } from '../runs/store/checkpoints';
import type { StoredCheckpoint } from '../runs/store/checkpoints';
import { trialFolderOf } from '../runs/store/layout';
import type { TrialManifest } from '../runs/run';
import { CliError, EXIT } from './exitCodes';
import type { LoadedRun } from './loadRun';

/** Which checkpoint of a trial is meant; a number is a step. */
export type CheckpointChoice = Parameters<typeof chooseCheckpoint>[1];

/** Which trials of a run are meant. */
export interface TrialChoice {
  readonly initializer?: string;
  readonly seed?: number;
}

/**
 * The trials of a run that are meant.
 * @throws CliError `usage` when there is none
 */
export function trialsMeant(
  { reader }: LoadedRun,
  { initializer, seed }: TrialChoice,
): readonly TrialManifest[] {
  const { trials } = reader.manifest;
  const meant = trials.filter(
    (trial) =>
      (initializer === undefined || trial.initializer === initializer) &&
      (seed === undefined || trial.seed === seed),
  );
  if (meant.length > 0) return meant;
  const there = trials.map((trial) => `${trial.initializer}, seed ${trial.seed}`).join('; ');
  throw new CliError(EXIT.usage, `The run has no such trial; there are: ${there}`);
}

/**
 * The one checkpoint that is meant.
 * @param which `last`, `best` or a step
 * @throws CliError `usage` when there is none, or several are meant
 */
export async function findCheckpoint(
  run: LoadedRun,
  choice: TrialChoice,
  which: CheckpointChoice,
): Promise<StoredCheckpoint> {
  const [trial, ...others] = trialsMeant(run, choice);
  if (trial === undefined || others.length > 0)
    throw new CliError(
      EXIT.usage,
      `The run has ${others.length + 1} such trials: name one with --initializer and --seed.`,
    );
  const stored = await listCheckpoints(trialFolderOf(run.folder, trial));
  const found = chooseCheckpoint(stored, which);
  if (found !== undefined) return found;
  throw new CliError(EXIT.usage, `There is no checkpoint "${which}"; there are: ${stepsOf(stored)}.`);
}
