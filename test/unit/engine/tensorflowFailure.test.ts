import { expect, test } from 'vitest';
import { explainLoadFailure } from '../../../src/engine/tensorflowFailure';
import { say } from '../../../src/shared/phrase';

const name = '@tensorflow/tfjs-node-gpu';
const explained = (message: string): readonly [string, string] => {
  const { reason, remedy } = explainLoadFailure('tensorflow-gpu', { name }, new Error(message));
  return [say(reason), say(remedy)];
};

// messages as Node 20 and tfjs-node 4.22 word them
test('installed without its native library', () => {
  const [reason, remedy] = explained(
    'The Node.js native addon module (tfjs_binding.node) can not be found at path: /x/lib/napi-v8/tfjs_binding.node. \nPlease run command …',
  );
  expect(reason).toMatch(/without its native library/);
  expect(remedy).toMatch(/TFJS_NODE_CDN_STORAGE/);
});

test('a CUDA library is missing', () => {
  const [reason, remedy] = explained(
    'libcudart.so.11.0: cannot open shared object file: No such file or directory',
  );
  expect(reason).toMatch(/CUDA library libcudart\.so\.11\.0 /);
  expect(remedy).toMatch(/CUDA 11\.2 and cuDNN 8/);
});

test('libtensorflow is missing', () => {
  const [reason] = explained('libtensorflow.so.2: cannot open shared object file: No such file or directory');
  expect(reason).toMatch(/TensorFlow’s library libtensorflow\.so\.2 /);
});

test('anything else is repeated, with the Node it happened on', () => {
  const [reason, remedy] = explained('The module was compiled against a different Node.js version');
  expect(reason).toMatch(/compiled against a different/);
  expect(remedy).toContain(process.version);
});
