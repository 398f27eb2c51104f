import { pathToFileURL } from 'node:url';
import { phrase } from '../shared/phrase';
import { correctAvgPoolGradient } from './avgPoolGradient';
import { loadTf, useBackend } from './backend';
import type { Device, Engine } from './engine';
import { EngineError, firstLine } from './engineError';
import { findPackage } from './packages';
import type { EngineServices } from './services';
import { recorded } from './webgpu/machine';
import { mendKernels } from './webgpu/mendKernels';
import { deviceOf } from './webgpu/record';

/** What the npm package `webgpu` (Dawn for Node) exports. */
interface Dawn {
  create(options: readonly string[]): Gpu;
  readonly globals: object;
}
interface Gpu {
  requestAdapter(options: { readonly powerPreference: 'high-performance' }): Promise<Adapter | null>;
}
interface Adapter {
  readonly info: AdapterInfo;
}
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

/** tfjs' WebGPU backend on Dawn: a GPU of any make, nothing to install but its driver. */
export const openWebgpu = async (services: EngineServices): Promise<Engine> => {
  const found = findPackage(['webgpu'], services);
  if (!found)
    throw new EngineError(
      'webgpu',
      phrase('the npm package {0} is not installed.', 'webgpu'),
      phrase('Install it with "InitScope: Install Engine".'),
    );
  const dawn = await importDawn(found.file);
  const gpu = dawn.create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter)
    throw new EngineError(
      'webgpu',
      phrase('no GPU driver that WebGPU can use was found.'),
      process.platform === 'linux'
        ? phrase('Install a Vulkan driver for the GPU (and libvulkan1), then try again.')
        : phrase('Update the GPU’s driver, then try again.'),
    );
  const { info } = adapter;
  const tf = await loadTf();
  publish(dawn.globals, gpu);
  // registers its backend on load, if it then finds navigator.gpu
  await import('@tensorflow/tfjs-backend-webgpu');
  try {
    await useBackend(tf, 'webgpu');
  } catch (thrown) {
    throw new EngineError(
      'webgpu',
      phrase('TensorFlow.js cannot use {0}: {1}', describeAdapter(info).name, firstLine(thrown)),
      phrase('Update the GPU’s driver, or choose another engine.'),
      { cause: thrown },
    );
  }
  correctAvgPoolGradient(tf);
  mendKernels(tf);
  const device = deviceOf(tf);
  let lost: string | undefined;
  void device.lost.then(({ reason, message }) => (lost = firstLine(message || reason)));
  // waits for what the GPU still does: where threads of this process play it, a process that ends under them crashes
  const release = (): void => device.destroy();
  process.once('exit', release);
  return {
    name: 'webgpu',
    version: `${tf.version_core} (Dawn ${found.version})`,
    device: describeAdapter(info),
    tf,
    prepare: recorded(tf),
    lost: () => lost,
    dispose() {
      process.off('exit', release);
      tf.removeBackend('webgpu');
      release();
    },
  };
};

/** Names the adapter, and tells a GPU from a program that plays one. */
export const describeAdapter = (info: AdapterInfo): Device => {
  // a description may be the driver's version alone; Dawn writes the model in small letters, with dashes
  const model = /^0x/.test(info.device) ? '' : info.device.split('-').filter(Boolean).join(' ');
  const isDescribed = info.description.toLowerCase().includes(model);
  const name =
    (isDescribed
      ? info.description
      : [model, info.description && `(${info.description})`].join(' ').trim()) ||
    [info.vendor, info.architecture].filter(Boolean).join(' ') ||
    'GPU';
  const software =
    info.isFallbackAdapter === true ||
    /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i.test(
      [info.vendor, info.architecture, info.device, info.description].join(' '),
    );
  return { kind: software ? 'software-gpu' : 'gpu', name };
};

const importDawn = async (file: string): Promise<Dawn> => {
  try {
    return (await import(pathToFileURL(file).href)) as Dawn;
  } catch (thrown) {
    throw new EngineError(
      'webgpu',
      phrase('{0} does not load: {1}', 'Dawn', firstLine(thrown)),
      phrase(
        'It has builds for Linux, macOS and Windows on x64 and arm64; this is {0}.',
        `${process.platform}-${process.arch}`,
      ),
      { cause: thrown },
    );
  }
};

/** Puts WebGPU where tfjs looks for it. */
const publish = (globals: object, gpu: Gpu): void => {
  Object.assign(globalThis, globals);
  const holder = globalThis as { navigator?: object };
  // Node 20 has no navigator
  if (!holder.navigator) Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  Object.defineProperty(holder.navigator, 'gpu', { value: gpu, configurable: true });
};
