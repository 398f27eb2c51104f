import { expect, test } from 'vitest';
import { histogram } from '../../../../src/engine/graph/histogram';
import { plan } from '../../../../src/engine/onnx/plan';
import type { Plan } from '../../../../src/engine/onnx/plan';
import type { Tensor } from '../../../../src/nn/tensors';
import type { Program, TensorTypes } from '../../../../src/engine/program';
import { floats, tf } from '../graph/traced';

const { add, mul, sub, square, matMul } = tf;
const planned = (state: TensorTypes, run: Program['run'], inputs: TensorTypes = {}): Plan =>
  plan(tf, 'program', state, { inputs, run });

test('an elementwise update of an entry happens in place and needs no model', () => {
  const made = planned({ w: floats(8) }, (_, { w }) => ({ state: { w: mul(w!, 0.5) }, outputs: {} }));
  expect(made).toMatchObject({
    moved: [],
    buffers: {},
    passes: [{ reads: ['state:w'], writes: ['state:w'] }],
  });
  expect(made.model).toBeUndefined();
});

test('an entry is put aside when a pass other than its own reads it', () => {
  const crossed = planned({ a: floats(4), b: floats(4) }, (_, { a, b }) => ({
    state: { a: square(b!), b: mul(a!, 2) },
    outputs: {},
  }));
  expect(crossed.moved.toSorted()).toEqual(['state:a', 'state:b']);
  const chained = planned({ a: floats(4), b: floats(4) }, (_, { a, b }) => ({
    state: { a: square(a!), b: sub(b!, a!) },
    outputs: {},
  }));
  expect(chained.moved).toEqual(['state:a']);
});

test('an entry that the model writes is put aside: the guard and the passes come later', () => {
  const made = planned({ w: floats(2, 2) }, (_, { w }) => ({ state: { w: matMul(w!, w!) }, outputs: {} }));
  expect(made.moved).toEqual(['state:w']);
  expect([...made.model!.writes.values()]).toEqual(['next:state:w']);
});

test('an entry given back as it came is left alone', () => {
  const made = planned({ w: floats(2) }, (tfjs, { w }) => ({ state: { w: tfjs.clone(w!) }, outputs: {} }));
  expect(made).toMatchObject({ moved: [], passes: [] });
  expect(made.model).toBeUndefined();
});

test('an input that a pass reads is copied into its memory, others are read where they are', () => {
  const made = planned(
    { w: floats(2, 2) },
    (_, { w }, { x, rate }) => ({ state: { w: sub(w!, mul(rate!, matMul(x!, x!))) }, outputs: {} }),
    { x: floats(2, 2), rate: floats() },
  );
  expect(made.copiedInputs).toEqual(['input:rate']);
  expect([...made.model!.reads.values()]).toContain('input:x');
});

test('an output that tells of an update waits for the pass that makes it, and so does the old value', () => {
  const made = planned(
    { w: floats(2, 2) },
    (_, { w }, { x }) => {
      const next = sub(w!, mul(0.5, matMul(x!, w!)));
      return {
        state: { w: next },
        outputs: { next, moved: tf.sum(square(sub(next, w!))), size: tf.sum(w!) },
      };
    },
    { x: floats(2, 2) },
  );
  expect([...made.model!.writes.values()].toSorted()).toEqual(['leaf:0', 'output:size']);
  expect(made.passes).toMatchObject([{ reads: ['leaf:0', 'state:w'], writes: ['next:state:w'] }]);
  expect([...made.lateModel!.reads.values()].toSorted()).toEqual(['next:state:w', 'state:w']);
  expect([...made.lateModel!.writes.values()].toSorted()).toEqual(['output:moved', 'output:next']);
  expect(made.moved).toEqual(['state:w']);
});

test('an output that tells of an update and of an input beside it is made with the rest', () => {
  const made = planned(
    { w: floats(2) },
    (_, { w }, { x }) => {
      const next = add(w!, 1);
      return { state: { w: next }, outputs: { both: mul(next, x!) } };
    },
    { x: floats(2) },
  );
  expect(made.lateModel).toBeUndefined();
  expect([...made.model!.writes.values()]).toContain('output:both');
});

test('planning leaves no tensors behind', () => {
  const before = tf.memory().numTensors;
  planned({ w: floats(8) }, (_, { w }) => ({ state: { w: mul(w!, tf.add(tf.scalar(1), 2)) }, outputs: {} }));
  expect(tf.memory().numTensors).toBe(before);
});

test('a histogram is counted where its tensor lies, or where the model puts it', () => {
  const made = planned(
    { w: floats(2, 2) },
    (_, { w }, { x }) => {
      const product = matMul(x!, w!);
      const counted = (tensor: Tensor): Tensor => histogram(tf, tensor, 3);
      return {
        state: {},
        outputs: { w: counted(w!), x: counted(x!), product: counted(product), again: counted(product) },
      };
    },
    { x: floats(2, 2) },
  );
  expect(made.histograms).toEqual([
    { reads: 'state:w', writes: 'output:w', bins: 3 },
    { reads: 'counted:1', writes: 'output:x', bins: 3 },
    { reads: 'counted:2', writes: 'output:product', bins: 3 },
    { reads: 'counted:2', writes: 'output:again', bins: 3 },
  ]);
  expect([...made.model!.writes.values()]).toEqual(['counted:1', 'counted:2']);
  expect(made.buffers).toMatchObject({ 'counted:2': { shape: [2, 2] }, 'output:product': { shape: [5] } });
  expect(made.outputs.toSorted()).toEqual(['output:again', 'output:product', 'output:w', 'output:x']);
});

test('of an entry that changes the histogram is of what it was', () => {
  const made = planned({ w: floats(4) }, (_, { w }) => ({
    state: { w: mul(w!, 0.5) },
    outputs: { w: histogram(tf, w!, 3) },
  }));
  expect(made.histograms).toEqual([{ reads: 'counted:0', writes: 'output:w', bins: 3 }]);
  expect([...made.model!.writes.values()]).toEqual(['counted:0']);
});
