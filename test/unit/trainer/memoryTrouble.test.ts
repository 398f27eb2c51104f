import { expect, test } from 'vitest';
import { memoryTrouble } from '../../../src/trainer/memoryTrouble';

/** As JavaScript, a worker thread, Node, ONNX Runtime and tfjs' WebAssembly say it. */
test.each([
  ['Array buffer allocation failed'],
  ['Invalid typed array length: 4900000000'],
  ['Worker terminated due to reaching memory limit: JS heap out of memory'],
  ['Failed to allocate memory'],
  ['Non-zero status code returned while running MatMul node. std::bad_alloc'],
  ['Aborted(OOM)'],
])('“%s” is a want of memory', (message) => {
  expect(memoryTrouble(new RangeError(`${message}\nat somewhere`))).toBe(`Memory ran out (${message}).`);
});

test.each([
  ['Invalid array length'],
  ['the room for dense_1 is too small'],
  ['ENOSPC: no space left on device'],
])('“%s” is none', (message) => {
  expect(memoryTrouble(new Error(message))).toBeUndefined();
});
