import { writeFile } from 'node:fs/promises';
import { readCheckpoint } from '../../runs/store/checkpoints';
import { encodeSafetensors } from '../../weights/safetensors';
import type { NamedTensors } from '../../weights/tensors';
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
  readonly format: 'onnx' | 'safetensors';
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
  const { tensors } = await readCheckpoint(folder);
  const path = resolvePath(environment, options.output);
  const { experiment } = run.reader.manifest;
  await writeFile(
    path,
    options.format === 'onnx'
      ? await toOnnx(experiment.model, tensors)
      : encodeSafetensors(plainNames(tensors), { experiment: facts.experiment, run: facts.run }),
  );
  environment.io.err(`${facts.initializer}, seed ${facts.seed}, step ${facts.step} → ${path}\n`);
  return EXIT.ok;
}

/** TensorFlow.js is loaded when it is needed first. */
async function toOnnx(
  model: Parameters<typeof import('../../engine/onnx/exportModel').exportOnnx>[1],
  tensors: NamedTensors,
): Promise<Uint8Array> {
  const { openCpu } = await import('../../engine/cpu');
  const { exportOnnx } = await import('../../engine/onnx/exportModel');
  const engine = await openCpu();
  try {
    return exportOnnx(engine.tf, model, tensors);
  } finally {
    engine.dispose();
  }
}

/** `<layer>/<weight>` and `<layer>/<statistic>`, without what only the optimizer needs. */
const plainNames = (tensors: NamedTensors): NamedTensors =>
  Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith('slots/') ? [] : [[name.slice(name.indexOf('/') + 1), tensor] as const],
    ),
  );
