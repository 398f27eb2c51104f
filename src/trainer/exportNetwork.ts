import type { ModelSpec } from '../nn/layers/layer';
import { readCheckpoint } from '../runs/store/checkpoints';
import type { StoredCheckpoint } from '../runs/store/checkpoints';
import { encodeSafetensors } from '../weights/safetensors';
import type { NamedTensors } from '../weights/tensors';

/** Formats in which a trained network is written for other programs; a file's name ends in it. */
export const NETWORK_FORMATS = ['onnx', 'safetensors'] as const;
export type NetworkFormat = (typeof NETWORK_FORMATS)[number];

/** The network of a checkpoint as a file. @throws DataError when the checkpoint is not there or damaged */
export async function exportNetwork(
  model: ModelSpec,
  folder: StoredCheckpoint['folder'],
  format: NetworkFormat,
): Promise<Uint8Array> {
  const { tensors, facts } = await readCheckpoint(folder);
  return format === 'onnx'
    ? toOnnx(model, tensors)
    : encodeSafetensors(plainNames(tensors), { experiment: facts.experiment, run: facts.run });
}

/** TensorFlow.js is loaded when it is needed first. */
async function toOnnx(model: ModelSpec, tensors: NamedTensors): Promise<Uint8Array> {
  const { openCpu } = await import('../engine/cpu');
  const { exportOnnx } = await import('../engine/onnx/exportModel');
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
