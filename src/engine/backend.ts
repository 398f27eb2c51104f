import type { Tf } from '../nn/tensors';

/**
 * Loads tfjs-core and its gradients. Its registries of kernels, gradients and backends live in the global object,
 * so that every copy of tfjs-core in this process shares them.
 */
export const loadTf = async (): Promise<Tf> => {
  const tf = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-core/dist/register_all_gradients');
  // quiet: no advertisement for tfjs-node, no complaint about kernels that two copies of tfjs register alike
  tf.enableProdMode();
  return tf;
};

/**
 * Makes a registered backend the current one. tfjs falls back to another one in silence, so the outcome is checked.
 *
 * @throws Error when tfjs ended up elsewhere
 */
export const useBackend = async (tf: Tf, backend: string): Promise<void> => {
  const accepted = await tf.setBackend(backend);
  await tf.ready();
  const current = tf.getBackend();
  if (!accepted || current !== backend)
    throw new Error(`TensorFlow.js runs on its backend ${current} although ${backend} was asked for.`);
};

/** Frees a backend and all that it holds. tfjs forgets how to make it then, so it is told again: it can be opened anew. */
export const releaseBackend = (tf: Tf, backend: string): void => {
  const factory = tf.findBackendFactory(backend);
  tf.removeBackend(backend);
  tf.registerBackend(backend, factory);
};
