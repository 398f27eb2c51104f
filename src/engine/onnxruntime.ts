import { availableParallelism } from 'node:os';
import { correctAvgPoolGradient } from './avgPoolGradient';
import { loadTf, useBackend } from './backend';
import { processor } from './device';
import type { Engine } from './engine';
import { EngineError, firstLine } from './engineError';
import { onnxMachine } from './onnx/machine';
import type { OnnxRuntime } from './onnx/machine';
import { findPackage } from './packages';
import type { EngineServices } from './services';

/** ONNX Runtime on the processor: programs are traced once and compiled. */
export const openOnnxruntime = async (services: EngineServices): Promise<Engine> => {
  const found = findPackage(['onnxruntime-node'], services);
  if (!found)
    throw new EngineError(
      'onnxruntime',
      'the npm package onnxruntime-node is not installed.',
      'Install it with "InitScope: Install Engine".',
    );
  const runtime = load(found.require);
  const tf = await loadTf();
  // what tracing leaves to be computed beforehand, constants for the most part
  await import('@tensorflow/tfjs-backend-cpu');
  await useBackend(tf, 'cpu');
  correctAvgPoolGradient(tf);
  const threads = services.threads ?? availableParallelism();
  return {
    name: 'onnxruntime',
    version: found.version,
    device: processor(),
    tf,
    prepare: (state, programs) => onnxMachine(tf, runtime, state, programs, { threads }),
    // tfjs' cpu backend stays: it registers itself once, and the engine of that name may be opened next
    dispose: () => undefined,
  };
};

const load = (require: NodeJS.Require): OnnxRuntime => {
  try {
    return require('onnxruntime-node') as OnnxRuntime;
  } catch (thrown) {
    throw new EngineError(
      'onnxruntime',
      `ONNX Runtime does not load: ${firstLine(thrown)}`,
      `It has builds for Linux and Windows on x64 and arm64 and for macOS on arm64; this is ${process.platform}-${process.arch}.`,
      { cause: thrown },
    );
  }
};
