import { expect, test } from 'vitest';
import type { Graph } from '../../../../src/engine/graph/ir';
import { simplify } from '../../../../src/engine/graph/simplify';
import type { TensorMap } from '../../../../src/nn/tensors';
import { floats, kernels, tf, traced } from './traced';

const simplified = (f: (tensors: TensorMap) => TensorMap): Graph =>
  simplify(tf, traced({ x: floats(2, 3), y: floats(2, 3) }, f));

test('equal calls are made once', () => {
  const graph = simplified(({ x }) => ({ z: tf.add(tf.square(x!), tf.square(x!)) }));
  expect(kernels(graph)).toEqual(['Square', 'Add']);
});

test('calls that differ in an attribute or in the order of inputs stay apart', () => {
  const sums = simplified(({ x }) => ({ a: tf.sum(x!, 0), b: tf.sum(x!, 1) }));
  expect(kernels(sums)).toEqual(['Sum', 'Sum']);
  const differences = simplified(({ x, y }) => ({ a: tf.sub(x!, y!), b: tf.sub(y!, x!) }));
  expect(kernels(differences)).toEqual(['Sub', 'Sub']);
});

test('infinities and signed zeros stay apart, as attributes and as constants', () => {
  const clips = simplified(({ x }) => ({
    a: tf.clipByValue(x!, 0, Infinity),
    b: tf.clipByValue(x!, -Infinity, Infinity),
    c: tf.clipByValue(x!, Infinity, Infinity),
  }));
  expect(new Set(Object.values(clips.outputs)).size).toBe(3);
  const zeros = simplified(({ x }) => ({ a: tf.div(x!, tf.scalar(0)), b: tf.div(x!, tf.scalar(-0)) }));
  expect(kernels(zeros)).toEqual(['RealDiv', 'RealDiv']);
});

test('what follows from constants is computed now', () => {
  const graph = simplified(({ x }) => ({ z: tf.mul(x!, tf.add(tf.scalar(2), tf.scalar(3))) }));
  expect(kernels(graph)).toEqual(['Multiply']);
  expect([...graph.constants.values()]).toEqual([Float32Array.of(5)]);
});

test('ones and zeros in the shape of an input are constants, large ones are left to run time', () => {
  expect(kernels(simplified(({ x }) => ({ z: tf.onesLike(x!) })))).toEqual([]);
  const large = simplify(
    tf,
    traced({ x: floats(300, 300) }, ({ x }) => ({ z: tf.add(x!, tf.onesLike(x!)) })),
  );
  expect(large.constants.size).toBe(0);
  expect(large.nodes).toHaveLength(2);
});

test('copies are left out: an output may be an input', () => {
  const graph = simplified(({ x }) => ({ z: tf.reshape(tf.cast(tf.clone(x!), 'float32'), [2, 3]) }));
  expect(graph.nodes).toEqual([]);
  expect(graph.outputs['z']).toBe(graph.inputs['x']);
  expect(kernels(simplified(({ x }) => ({ z: tf.reshape(x!, [6]) })))).toEqual(['Reshape']);
});

test('nodes and constants that no output needs are left out, inputs stay', () => {
  const graph = simplified(({ x }) => {
    tf.mul(tf.exp(x!), tf.tensor1d([1, 2, 3]));
    return { z: tf.neg(x!) };
  });
  expect(kernels(graph)).toEqual(['Neg']);
  expect(graph.constants.size).toBe(0);
  expect(Object.keys(graph.inputs)).toEqual(['x', 'y']);
});
