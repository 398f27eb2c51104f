import { writeFile } from 'node:fs/promises';
import { exportNetwork } from '../../trainer/exportNetwork';
import type { NetworkFormat } from '../../trainer/exportNetwork';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { findCheckpoint } from '../findCheckpoint';
import type { CheckpointChoice, TrialChoice } from '../findCheckpoint';
import { findRun } from '../loadRun';

export interface ExportOptions extends TrialChoice {
  readonly runs: string;
  readonly checkpoint: CheckpointChoice;
  readonly format: NetworkFormat;
  readonly output: string;
}

/** Writes the network of a checkpoint for other programs. */
export async function exportModel(
  environment: Environment,
  reference: string,
  options: ExportOptions,
): Promise<ExitCode> {
  const run = await findRun(environment, options.runs, reference);
  const { folder, facts } = await findCheckpoint(run, options, options.checkpoint);
  const path = resolvePath(environment, options.output);
  const { model } = run.reader.manifest.experiment;
  await writeFile(path, await exportNetwork(model, folder, options.format));
  environment.io.err(`${facts.initializer}, seed ${facts.seed}, step ${facts.step} → ${path}\n`);
  return EXIT.ok;
}
