import { createHash } from 'node:crypto';
import type { DatasetSpec, InitializerChoice, TrainingSpec, TransferSpec } from './experiment';
import type { ModelSpec } from '../nn/layers/layer';

/** The parts of an experiment that decide what training an initializer comes to. */
export interface TrainedUnder {
  readonly dataset: DatasetSpec;
  readonly model: ModelSpec;
  readonly training: TrainingSpec;
  readonly transfer?: TransferSpec | undefined;
}

/**
 * Names what is trained: equal for two initializers, of configs or of runs, exactly if the same weights are trained on
 * the same data in the same way. Labels do not count, nor what changes no figure: the engine, telemetry, health rules,
 * checkpoints, and whether frozen layers are computed once.
 *
 * @returns for each choice, 16 hexadecimal digits
 */
export function trainedAs({
  dataset,
  model,
  training,
  transfer,
}: TrainedUnder): (choice: InitializerChoice) => string {
  const figures = { ...training, checkpoint: undefined, cacheFrozen: undefined };
  const shared = createHash('sha256').update(JSON.stringify([dataset, model, figures, transfer ?? null]));
  return ({ layers }) => shared.copy().update(JSON.stringify(layers)).digest('hex').slice(0, 16);
}
