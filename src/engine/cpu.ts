import { correctAvgPoolGradient } from './avgPoolGradient';
import { loadTf, useBackend } from './backend';
import { processor } from './device';
import { eagerly } from './eager';
import type { Engine } from './engine';

/** tfjs' backend in plain JavaScript: slow, and the reference the others are held to. */
export const openCpu = async (): Promise<Engine> => {
  const tf = await loadTf();
  const { version_cpu } = await import('@tensorflow/tfjs-backend-cpu');
  await useBackend(tf, 'cpu');
  correctAvgPoolGradient(tf);
  return {
    name: 'cpu',
    version: version_cpu,
    device: processor(),
    tf,
    prepare: eagerly(tf),
    dispose: () => tf.removeBackend('cpu'),
  };
};
