import { afterEach, expect, test } from 'vitest';
import { floats, kernels, tf, traced } from './traced';

afterEach(() => {
  // whatever happened, tfjs computes again as before
  expect(tf.getBackend()).toBe('cpu');
  expect(tf.add(1, 2).dataSync()).toEqual(Float32Array.of(3));
});

test('kernels are recorded in order, their gradients too, and nothing is computed', () => {
  const graph = traced({ x: floats(2, 3) }, ({ x }) => ({ dx: tf.grad((y) => tf.sum(tf.tanh(y)))(x!) }));
  expect(kernels(graph)).toContain('Tanh');
  expect(graph.outputs['dx']?.shape).toEqual([2, 3]);
  expect(graph.constants.has(graph.outputs['dx']!)).toBe(false);
});

test('a tensor made inside is a constant, one made outside an error', () => {
  const graph = traced({ x: floats(2) }, ({ x }) => ({ y: tf.add(x!, tf.tensor1d([1, 2])) }));
  expect([...graph.constants.values()]).toEqual([Float32Array.of(1, 2)]);
  const outside = tf.tensor1d([1, 2]);
  expect(() => traced({ x: floats(2) }, ({ x }) => ({ y: tf.add(x!, outside) }))).toThrow(
    'made outside the traced function; pass it as an input',
  );
  expect([...outside.dataSync()]).toEqual([1, 2]);
});

test('reading a value is an error', () => {
  expect(() => traced({ x: floats(1) }, ({ x }) => ({ y: tf.scalar(x!.dataSync()[0]!) }))).toThrow(
    'may not read the value of a tensor',
  );
});

test('a kernel without a shape rule is named', () => {
  expect(() => traced({ x: floats(4) }, ({ x }) => ({ y: tf.cumprod(x!) }))).toThrow(/Cumprod/);
});

test('splitting is recorded as slices that cover the whole', () => {
  const { nodes } = traced({ x: floats(5, 2) }, ({ x }) => {
    const [a, b] = tf.split(x!, [2, -1]);
    return { a: a!, b: b! };
  });
  expect(nodes.map(({ attributes, output }) => [attributes.begin, output.shape])).toEqual([
    [
      [0, 0],
      [2, 2],
    ],
    [
      [2, 0],
      [3, 2],
    ],
  ]);
});
