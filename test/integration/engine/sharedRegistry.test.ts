import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTf } from '../../../src/engine/backend';
import { openCpu } from '../../../src/engine/cpu';
import type { Engine } from '../../../src/engine/engine';
import type { Tf } from '../../../src/nn/tensors';

/**
 * Our bundle holds one copy of tfjs-core, and tfjs-node, installed elsewhere, brings another. The tensorflow
 * engines depend on both sharing their registries through the global object.
 */
const secondCopy = (): Tf => {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@tensorflow/tfjs-core');
  const { [file]: first } = require.cache;
  require.cache[file] = undefined;
  const copy = require(file) as Tf;
  require.cache[file] = first;
  return copy;
};

let engine: Engine;
let other: Tf;
beforeAll(async () => {
  engine = await openCpu();
  other = secondCopy();
});
afterAll(() => engine.dispose());

test('the second copy is one', async () => {
  expect(other.Tensor).not.toBe((await loadTf()).Tensor);
});

test('copies share backend, kernels and gradients', () => {
  expect(other.getBackend()).toBe('cpu');
  const name = 'OnlyInTheSecondCopy';
  other.registerKernel({
    kernelName: name,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend }) => engine.tf.getKernel('Square', 'cpu').kernelFunc({ inputs, backend }),
  });
  other.registerGradient({
    kernelName: name,
    gradFunc: (dy) => ({ x: () => other.mul(dy as never, 5) }),
  });
  const x = engine.tf.tensor1d([1, 2, 3]);
  const run = (): typeof x => engine.tf.engine().runKernel(name, { x });
  expect([...run().dataSync()]).toEqual([1, 4, 9]);
  expect([...engine.tf.grad(run)(x).dataSync()]).toEqual([5, 5, 5]);
});

test('a tensor of one copy goes through the operations and gradients of the other', () => {
  const x = other.tensor1d([1, 2, 3]);
  const { value, grad } = engine.tf.valueAndGrad((t) => engine.tf.sum(engine.tf.square(t)))(x);
  expect(value.dataSync()[0]).toBe(14);
  expect([...grad.dataSync()]).toEqual([2, 4, 6]);
  const tensors = engine.tf.memory().numTensors;
  other.dispose([x, value, grad]);
  expect(engine.tf.memory().numTensors).toBe(tensors - 3);
});

test('a backend that one copy registers opens in the other', async () => {
  const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu');
  other.registerBackend('second-copy', () => new MathBackendCPU());
  other.copyRegisteredKernels('cpu', 'second-copy');
  expect(await engine.tf.setBackend('second-copy')).toBe(true);
  expect(engine.tf.getBackend()).toBe('second-copy');
  expect(engine.tf.add(1, 2).dataSync()[0]).toBe(3);
  await engine.tf.setBackend('cpu');
});
