import { afterAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../src/engine/engine';
import { openOnnxruntime } from '../../../../src/engine/onnxruntime';
import type { HostTensors, Instance, Program } from '../../../../src/engine/program';
import { locateServices } from '../../../../src/engine/services';
import { collectGarbage } from '../../../support/garbage';
import { floats } from '../graph/traced';

/** Absent on platforms that onnxruntime-node has no build for: it is an optional dependency. */
const engine = await openOnnxruntime(locateServices(import.meta.dirname, [])).catch((thrown: unknown) => {
  console.warn(`ONNX instances are not tested: ${String(thrown)}`);
  return undefined;
});

/** w ← w − rate · x·w, by a matrix product and a pass; m ← x·m, by the model alone. */
const step: Program = {
  inputs: { x: floats(2, 2), rate: floats() },
  guard: 'loss',
  run: (tf, { w, m }, { x, rate }) => ({
    state: { w: tf.sub(w!, tf.mul(rate!, tf.matMul(x!, w!))), m: tf.matMul(x!, m!) },
    outputs: { loss: tf.sum(tf.matMul(x!, w!)) },
  }),
};
const STATE = { w: floats(2, 2), m: floats(2, 2) };
const START = { w: Float32Array.of(1, 2, 3, 4), m: Float32Array.of(1, 0, 0, 1) };
const double = { x: Float32Array.of(2, 0, 0, 2), rate: Float32Array.of(0.25) };

describe.skipIf(!engine)('an instance', () => {
  const opened = engine as Engine;
  afterAll(() => opened.dispose());
  const read = async (instance: Instance<'step'>, inputs: HostTensors): Promise<HostTensors> =>
    (await instance.run('step', inputs)).read();

  test('reads and replaces its state', async () => {
    const machine = await opened.prepare(STATE, { step });
    const instance = machine.instantiate(START);
    expect(await read(instance, double)).toEqual({ loss: Float32Array.of(20) });
    expect(await instance.read()).toEqual({
      w: Float32Array.of(0.5, 1, 1.5, 2),
      m: Float32Array.of(2, 0, 0, 2),
    });
    expect(START.w).toEqual(Float32Array.of(1, 2, 3, 4));
    await machine.dispose();
  });

  test('keeps all of its state when the guard is not finite, and goes on from it', async () => {
    const machine = await opened.prepare(STATE, { step });
    const instance = machine.instantiate(START);
    for (const bad of [NaN, Infinity]) {
      const { loss } = await read(instance, { ...double, x: Float32Array.of(bad, 0, 0, 1) });
      expect(loss?.[0]).toSatisfy((value: number) => !Number.isFinite(value));
      expect(await instance.read()).toEqual(START);
    }
    await read(instance, double);
    expect((await instance.read())['w']).toEqual(Float32Array.of(0.5, 1, 1.5, 2));
    await machine.dispose();
  });

  test('computes large outputs in place, without a copy of them', async () => {
    const side = 256;
    const large: Program = {
      inputs: { x: floats(side, side) },
      run: (tf, { w }, { x }) => ({ state: { w: tf.matMul(x!, w!) }, outputs: { total: tf.sum(w!) } }),
    };
    const machine = await opened.prepare({ w: floats(side, side) }, { large });
    const w = Float32Array.from({ length: side * side }, (_, i) => i % 7);
    const instance = machine.instantiate({ w });
    // twice the identity
    const x = Float32Array.from({ length: side * side }, (_, i) => (i % (side + 1) === 0 ? 2 : 0));
    await instance.run('large', { x });
    const before = process.memoryUsage().arrayBuffers;
    const outputs = await (await instance.run('large', { x })).read();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(w.byteLength);
    expect(outputs['total']?.[0]).toBe(2 * w.reduce((sum, value) => sum + value));
    const after = (await instance.read())['w'];
    expect(w.every((value, i) => after?.[i] === 4 * value)).toBe(true);
    await machine.dispose();
  });

  test('an error while a model with large outputs runs is told', async () => {
    const side = 512;
    const gather: Program = {
      inputs: { x: { shape: [1], dtype: 'int32' } },
      run: (tf, { w }, { x }) => ({ state: {}, outputs: { rows: tf.add(w!, tf.gather(w!, x!)) } }),
    };
    const machine = await opened.prepare({ w: floats(side, side) }, { gather });
    const instance = machine.instantiate({ w: new Float32Array(side * side) });
    await expect(instance.run('gather', { x: Int32Array.of(side) })).rejects.toThrow('indices');
    await machine.dispose();
  });

  test('shares nothing with another of its machine, not even while both run', async () => {
    const machine = await opened.prepare(STATE, { step });
    const [one, other] = [machine.instantiate(START), machine.instantiate({ ...START, w: START.m })];
    const half = { ...double, rate: Float32Array.of(0.5) };
    await Promise.all([read(one, double), read(other, half)]);
    expect((await one.read())['w']).toEqual(Float32Array.of(0.5, 1, 1.5, 2));
    expect((await other.read())['w']).toEqual(Float32Array.of(0, 0, 0, 0));
    await machine.dispose();
  });

  test('tells of an update what the whole program would, and nothing of one that is not made', async () => {
    const telling: Program = {
      ...step,
      run: (tf, state, inputs) => {
        const made = step.run(tf, state, inputs);
        const moved = tf.sub(made.state['w']!, state['w']!);
        return { ...made, outputs: { ...made.outputs, moved: tf.sum(tf.square(moved)) } };
      },
    };
    const machine = await opened.prepare(STATE, { step: telling });
    const instance = machine.instantiate(START);
    expect(await read(instance, double)).toEqual({
      loss: Float32Array.of(20),
      moved: Float32Array.of(0.25 + 1 + 2.25 + 4),
    });
    expect((await instance.read())['w']).toEqual(Float32Array.of(0.5, 1, 1.5, 2));
    const { moved } = await read(instance, { ...double, x: Float32Array.of(NaN, 0, 0, 1) });
    expect(moved).toEqual(Float32Array.of(NaN));
    await machine.dispose();
  });

  test('swaps entries that are made from each other', async () => {
    const machine = await opened.prepare(
      { a: floats(3), b: floats(3) },
      {
        step: {
          inputs: {},
          run: (tf, { a, b }) => ({ state: { a: tf.mul(b!, 10), b: tf.neg(a!) }, outputs: {} }),
        },
      },
    );
    const instance = machine.instantiate({ a: Float32Array.of(1, 2, 3), b: Float32Array.of(4, 5, 6) });
    await read(instance, {});
    expect(await instance.read()).toEqual({
      a: Float32Array.of(40, 50, 60),
      b: Float32Array.of(-1, -2, -3),
    });
    await machine.dispose();
  });

  test('gives outputs away for good: a later run does not change them', async () => {
    const machine = await opened.prepare(STATE, { step });
    const instance = machine.instantiate(START);
    const first = await read(instance, double);
    await read(instance, double);
    expect(first).toEqual({ loss: Float32Array.of(20) });
    await machine.dispose();
  });

  test('takes no more memory however often it runs', async () => {
    const size = 512;
    const machine = await opened.prepare(
      { w: floats(size, size) },
      {
        step: {
          inputs: { x: floats(size, size) },
          run: (tf, { w }, { x }) => ({ state: { w: tf.add(w!, x!) }, outputs: { square: tf.square(w!) } }),
        },
      },
    );
    const zeros = new Float32Array(size * size);
    const instance = machine.instantiate({ w: zeros });
    const held = async (runs: number): Promise<number> => {
      for (let i = 0; i < runs; i++) await read(instance, { x: zeros });
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    const tensors = opened.tf.memory().numTensors;
    const before = await held(20);
    // a leak of one array a run would be a hundred of them
    expect((await held(100)) - before).toBeLessThan(20 * zeros.byteLength);
    expect(opened.tf.memory().numTensors).toBe(tensors);
    await machine.dispose();
  });
});
