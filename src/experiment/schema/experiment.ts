import { ENGINE_NAMES } from '../../shared/engineNames';
import type { EngineName, EnginePreference } from '../../shared/engineNames';
import { enumeration, object, optional, required, string } from '../../schema/schema';
import { datasetSchema } from './dataset';
import { healthSchema } from './health';
import { initializersSchema } from './initializers';
import { modelSchema } from './model';
import { sweepSchema } from './sweep';
import { telemetrySchema } from './telemetry';
import { trainingSchema } from './training';
import { transferSchema } from './transfer';

const engineDocs: Readonly<Record<EngineName, string>> = {
  'tensorflow-gpu': 'TensorFlow on an NVIDIA GPU (`@tensorflow/tfjs-node-gpu`), installed on demand.',
  tensorflow: 'TensorFlow on the CPU (`@tensorflow/tfjs-node`), installed on demand.',
  webgpu: 'A GPU by way of WebGPU, with no CUDA to install.',
  onnxruntime: 'ONNX Runtime on the CPU: each step compiled once, as fast as native PyTorch.',
  wasm: 'WebAssembly: ships with InitScope and works everywhere.',
  cpu: 'Plain JavaScript: slow, the reference for the others.',
};

const engineValues = Object.fromEntries([
  ['auto', 'The first engine that works here, in the order below.'],
  ...ENGINE_NAMES.map((name) => [name, engineDocs[name]] as const),
]) as Readonly<Record<EnginePreference, string>>;

export const experimentFields = {
  name: optional(string({ doc: 'Name of the experiment. Left out: the name of the file.', minLength: 1 })),
  engine: optional(
    enumeration(engineValues, {
      doc: 'Where tensors run. A command-line flag, or a setting other than `auto`, goes before it.',
      default: 'auto',
    }),
  ),
  dataset: required(datasetSchema),
  model: required(modelSchema),
  initializers: required(initializersSchema),
  transfer: optional(transferSchema),
  training: optional(trainingSchema),
  telemetry: optional(telemetrySchema),
  health: optional(healthSchema),
  sweep: optional(sweepSchema),
  $schema: optional(string({ doc: 'Address of a JSON Schema for editors. Has no effect.' })),
};

/** The whole config file, composed from the registries. */
export const experimentSchema = object(experimentFields, {
  doc: 'An experiment: one network, trained with several initializers on the same data in the same order.',
});
