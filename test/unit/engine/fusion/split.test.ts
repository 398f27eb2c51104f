import { expect, test } from 'vitest';
import { splitFused } from '../../../../src/engine/fusion/split';
import type { FusedGroup, Split } from '../../../../src/engine/fusion/split';
import { simplify } from '../../../../src/engine/graph/simplify';
import type { TensorType } from '../../../../src/engine/program';
import type { TensorMap } from '../../../../src/nn/tensors';
import { floats, kernels, tf, traced } from '../graph/traced';

/** Outputs called `w…` may be made by passes. */
const split = (inputs: Readonly<Record<string, TensorType>>, f: (tensors: TensorMap) => TensorMap): Split => {
  const graph = simplify(tf, traced(inputs, f));
  return splitFused(graph, new Set(Object.keys(graph.outputs).filter((name) => name.startsWith('w'))));
};
const fusedKernels = (groups: readonly FusedGroup[]): string[][] =>
  groups.map(({ nodes }) => nodes.map(({ kernel }) => kernel));
const { square, sub, mul, matMul } = tf;
const matrix = floats(4, 4);

test('an update behind a matrix product goes into a pass, the product does not', () => {
  const { graph, groups, leafNames } = split({ w: matrix, x: matrix, rate: floats() }, ({ w, x, rate }) => ({
    w: sub(w!, mul(rate!, matMul(x!, x!))),
  }));
  expect(kernels(graph)).toEqual(['BatchMatMul']);
  expect(fusedKernels(groups)).toEqual([['Multiply', 'Sub']]);
  expect([...leafNames.values()]).toEqual(['leaf:0']);
  expect(groups[0]).toMatchObject({ size: 16 });
  expect(groups[0]?.leaves).toHaveLength(3);
});

test('what another output reads is made before the passes, and read by them', () => {
  const { graph, groups } = split({ w: matrix, x: matrix }, ({ w, x }) => {
    const step = mul(square(x!), 0.5);
    return { w: sub(w!, step), loss: tf.sum(step) };
  });
  expect(kernels(graph)).toEqual(['Square', 'Multiply', 'Sum']);
  expect(fusedKernels(groups)).toEqual([['Sub']]);
});

test('an output that is not for passes stays whole', () => {
  const { groups } = split({ x: matrix }, ({ x }) => ({ loss: square(x!) }));
  expect(groups).toEqual([]);
});

test('a boolean is made in the pass that reads it; one that cannot be keeps its reader out', () => {
  const inside = split({ w: matrix }, ({ w }) => ({ w: tf.where(tf.greater(w!, 0), square(w!), w!) }));
  expect(fusedKernels(inside.groups)).toEqual([['Greater', 'Square', 'Select']]);
  const outside = split({ w: matrix }, ({ w }) => ({ w: tf.where(tf.isNaN(w!), tf.zerosLike(w!), w!) }));
  expect(outside.groups).toEqual([]);
  expect(kernels(outside.graph)).toEqual(['IsNan', 'Select']);
});

test('a boolean or a whole number is no state that a pass could write', () => {
  const bool = split({ x: matrix }, ({ x }) => ({ w: tf.greater(x!, 0) }));
  expect(bool.groups).toEqual([]);
  const int = split({ x: { shape: [4], dtype: 'int32' } }, ({ x }) => ({ w: tf.add(x!, x!) }));
  expect(int.groups).toEqual([]);
});

test('a row that would have to be repeated keeps its reader out', () => {
  const { groups, graph } = split({ w: matrix, row: floats(4) }, ({ w, row }) => ({
    w: square(sub(w!, row!)),
  }));
  expect(kernels(graph)).toEqual(['Sub']);
  expect(fusedKernels(groups)).toEqual([['Square']]);
});

test('entries that share work of full size share a pass; a scalar is computed in each', () => {
  const { groups } = split({ a: matrix, b: matrix, s: floats() }, ({ a, b, s }) => {
    const both = mul(a!, b!);
    const rate = square(s!);
    return { w1: sub(a!, both), w2: tf.add(b!, both), w3: mul(square(a!), rate), w4: mul(b!, rate) };
  });
  expect(groups.map(({ outputs }) => Object.keys(outputs))).toEqual([['w1', 'w2'], ['w3'], ['w4']]);
  expect(
    fusedKernels(groups.slice(1))
      .flat()
      .filter((kernel) => kernel === 'Square'),
  ).toHaveLength(3);
});
