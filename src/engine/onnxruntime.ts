import { availableParallelism } from 'node:os';
import { phrase } from '../shared/phrase';
import { correctAvgPoolGradient } from './avgPoolGradient';
import { loadTf } from './backend';
import { useCpu } from './cpu';
import { processor } from './device';
import type { Engine } from './engine';
import { EngineError, firstLine } from './engineError';
import { compilePrograms } from './onnx/compilePrograms';
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
      phrase('the npm package {0} is not installed.', 'onnxruntime-node'),
      phrase('Install it with "InitScope: Install Engine".'),
    );
  const runtime = load(found.require);
  const tf = await loadTf();
  // what tracing leaves to be computed beforehand, constants for the most part
  await useCpu(tf);
  correctAvgPoolGradient(tf);
  const threads = services.threads ?? availableParallelism();
  return {
    name: 'onnxruntime',
    version: found.version,
    device: processor(),
    tf,
    prepare: (state, programs, compiled) =>
      Promise.resolve(onnxMachine(tf, runtime, state, programs, { threads, ...(compiled && { compiled }) })),
    compile: (state, programs) => compilePrograms(tf, state, programs),
    dispose: () => tf.removeBackend('cpu'),
  };
};

const load = (require: NodeJS.Require): OnnxRuntime => {
  try {
    return require('onnxruntime-node') as OnnxRuntime;
  } catch (thrown) {
    throw new EngineError(
      'onnxruntime',
      phrase('{0} does not load: {1}', 'ONNX Runtime', firstLine(thrown)),
      phrase(
        'It has builds for Linux and Windows on x64 and arm64 and for macOS on arm64; this is {0}.',
        `${process.platform}-${process.arch}`,
      ),
      { cause: thrown },
    );
  }
};
