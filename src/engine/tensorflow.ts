import { execFileSync } from 'node:child_process';
import { phrase } from '../shared/phrase';
import { loadTf, useBackend } from './backend';
import { processor } from './device';
import { eagerly } from './eager';
import type { Caution, Device, Engine } from './engine';
import { EngineError } from './engineError';
import { findPackage } from './packages';
import type { EnginePackage, FoundPackage } from './packages';
import type { EngineServices } from './services';
import { explainLoadFailure } from './tensorflowFailure';
import { addKernels } from './tensorflowKernels';

type TensorflowEngine = 'tensorflow' | 'tensorflow-gpu';

/** The GPU package computes on the CPU, too; it serves where the CPU package is not there. */
const PACKAGES: Readonly<Record<TensorflowEngine, readonly EnginePackage[]>> = {
  'tensorflow-gpu': ['@tensorflow/tfjs-node-gpu'],
  tensorflow: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
};

/** What tfjs-node's backend tells about itself. */
interface NodeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version?: string };
}

/**
 * TensorFlow's C library through tfjs-node or tfjs-node-gpu. The package brings its own tfjs-core, which registers
 * its backend in the global object, where ours finds it.
 */
const open = async (name: TensorflowEngine, services: EngineServices): Promise<Engine> => {
  const found = findPackage(PACKAGES[name], services);
  if (!found)
    throw new EngineError(
      name,
      phrase('{0} is not installed.', PACKAGES[name][0]!),
      name === 'tensorflow-gpu'
        ? phrase(
            'Run "InitScope: Install TensorFlow GPU Engine"; it needs an NVIDIA GPU with CUDA 11.2 and cuDNN 8.',
          )
        : phrase(
            'Install @tensorflow/tfjs-node with "InitScope: Install Engine", if its library can be downloaded.',
          ),
    );
  const tf = await loadTf();
  load(name, found);
  await useBackend(tf, 'tensorflow').catch((thrown: unknown) => {
    throw explainLoadFailure(name, found, thrown);
  });
  addKernels(tf);
  const { isUsingGpuDevice, binding } = tf.backend() as unknown as NodeBackend;
  const caution = name === 'tensorflow-gpu' && !isUsingGpuDevice ? NO_GPU : undefined;
  return {
    name,
    version: binding.TF_Version ? `${found.version} (TensorFlow ${binding.TF_Version})` : found.version,
    device: isUsingGpuDevice ? nvidiaGpu() : processor(),
    ...(caution ? { caution } : {}),
    tf,
    prepare: eagerly(tf, isUsingGpuDevice ? 'device' : 'host'),
    // the package registers its backend once, when it is loaded: it stays for the life of the process
    dispose: () => undefined,
  };
};

export const openTensorflowGpu = (services: EngineServices): Promise<Engine> =>
  open('tensorflow-gpu', services);
export const openTensorflow = (services: EngineServices): Promise<Engine> => open('tensorflow', services);

const NO_GPU: Caution = {
  reason: phrase('TensorFlow found no NVIDIA GPU that it can use, so it computes on the CPU.'),
  remedy: phrase(
    'Install the NVIDIA driver, CUDA 11.2 and cuDNN 8, and put their libraries on the loader’s path.',
  ),
};

const load = (engine: TensorflowEngine, { name, require }: FoundPackage): void => {
  // without it TensorFlow takes all of the GPU's memory at once
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  // tfjs-node 4.22 calls it; Node 23 removed it
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  try {
    require(name);
  } catch (thrown) {
    throw explainLoadFailure(engine, { name }, thrown);
  }
};

const nvidiaGpu = (): Device => {
  try {
    const names = execFileSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], {
      encoding: 'utf8',
      timeout: 5000,
    });
    return { kind: 'gpu', name: names.trim().split('\n')[0] || 'NVIDIA GPU' };
  } catch {
    return { kind: 'gpu', name: 'NVIDIA GPU' };
  }
};
