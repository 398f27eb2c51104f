import type { Tf } from '../nn/tensors';
import { correctAvgPoolGradient } from './avgPoolGradient';
import { loadTf, useBackend } from './backend';
import { processor } from './device';
import { eagerly } from './eager';
import type { Engine } from './engine';

/** tfjs' backend in plain JavaScript: slow, and the reference the others are held to. */
export const openCpu = async (): Promise<Engine> => {
  const tf = await loadTf();
  const version = await useCpu(tf);
  correctAvgPoolGradient(tf);
  return {
    name: 'cpu',
    version,
    device: processor(),
    tf,
    prepare: eagerly(tf, 'host'),
    dispose: () => tf.removeBackend('cpu'),
  };
};

/** Computes on the reference backend, whatever engine trains, and makes the current backend current again. */
export async function onReference<T>(compute: (tf: Tf) => T): Promise<T> {
  const tf = await loadTf();
  const before = tf.getBackend();
  await useCpu(tf);
  try {
    return compute(tf);
  } finally {
    await useBackend(tf, before);
  }
}

/** Makes the cpu backend the current one. @returns its version */
export const useCpu = async (tf: Tf): Promise<string> => {
  const { MathBackendCPU, version_cpu } = await import('@tensorflow/tfjs-backend-cpu');
  // it registers itself when it is loaded, but only then
  if (!(tf.findBackendFactory('cpu') as unknown)) tf.registerBackend('cpu', () => new MathBackendCPU(), 1);
  await useBackend(tf, 'cpu');
  return version_cpu;
};
