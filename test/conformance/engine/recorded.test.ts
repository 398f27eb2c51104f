import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine';
import type { Program } from '../../../src/engine/program';
import { locateServices } from '../../../src/engine/services';
import { openWebgpu } from '../../../src/engine/webgpu';
import { findAdapter } from './softwareGpu';

const missing = await findAdapter();
if (missing !== undefined) console.warn(`Tests of recorded commands skipped: ${missing}`);

const PAIR = { shape: [2], dtype: 'float32' } as const;

/** Adds what it is given to `sum`, and tells the sum before. */
const add: Program = {
  inputs: { x: PAIR },
  run: (tf, { sum }, { x }) => ({ state: { sum: tf.add(sum!, x!) }, outputs: { before: sum! } }),
};

describe.skipIf(missing !== undefined)('commands recorded from tfjs', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openWebgpu(locateServices(import.meta.dirname, []));
  });
  afterAll(() => engine.dispose());

  test('are replayed on other inputs and states; outputs stay what they were when the next run begins', async () => {
    const machine = await engine.prepare({ sum: PAIR }, { add });
    const [one, other] = [
      machine.instantiate({ sum: Float32Array.of(1, 2) }),
      machine.instantiate({ sum: Float32Array.of(10, 20) }),
    ];
    const first = await one.run('add', { x: Float32Array.of(3, 4) });
    const second = await other.run('add', { x: Float32Array.of(0.5, 0.25) });
    const third = await one.run('add', { x: Float32Array.of(1, 1) });
    expect(await first.read()).toEqual({ before: Float32Array.of(1, 2) });
    expect(await second.read()).toEqual({ before: Float32Array.of(10, 20) });
    expect(await third.read()).toEqual({ before: Float32Array.of(4, 6) });
    expect(await one.read()).toEqual({ sum: Float32Array.of(5, 7) });
    expect(await other.read()).toEqual({ sum: Float32Array.of(10.5, 20.25) });
    for (const instance of [one, other]) instance.dispose();
    await machine.dispose();
  });

  test('may hand the entries of a state to one another', async () => {
    const swap: Program = {
      inputs: {},
      run: (_tf, { a, b }) => ({ state: { a: b!, b: a! }, outputs: {} }),
    };
    const machine = await engine.prepare({ a: PAIR, b: PAIR }, { swap });
    const instance = machine.instantiate({ a: Float32Array.of(1, 2), b: Float32Array.of(3, 4) });
    (await instance.run('swap', {})).drop();
    expect(await instance.read()).toEqual({ a: Float32Array.of(3, 4), b: Float32Array.of(1, 2) });
    (await instance.run('swap', {})).drop();
    expect(await instance.read()).toEqual({ a: Float32Array.of(1, 2), b: Float32Array.of(3, 4) });
    instance.dispose();
    await machine.dispose();
  });

  test('tell integers and truths as such, and what follows from constants alone', async () => {
    const tell: Program = {
      inputs: { x: { shape: [3], dtype: 'int32' } },
      run: (tf, _state, { x }) => ({
        state: {},
        outputs: {
          doubled: tf.add(x!, x!),
          isLarge: tf.greater(x!, tf.scalar(1, 'int32')),
          constant: tf.scalar(7),
        },
      }),
    };
    const machine = await engine.prepare({ sum: PAIR }, { tell });
    const instance = machine.instantiate({ sum: Float32Array.of(0, 0) });
    for (const [a, b, c] of [
      [0, 1, 2],
      [3, 0, 1],
    ] as const)
      expect(await (await instance.run('tell', { x: Int32Array.of(a, b, c) })).read()).toEqual({
        doubled: Int32Array.of(2 * a, 2 * b, 2 * c),
        isLarge: Uint8Array.from([a, b, c], (x) => Number(x > 1)),
        constant: Float32Array.of(7),
      });
    instance.dispose();
    await machine.dispose();
  });

  test('take inputs in memory that threads share, and refuse those of another length', async () => {
    const machine = await engine.prepare({ sum: PAIR }, { add });
    const instance = machine.instantiate({ sum: Float32Array.of(0, 0) });
    const shared = new Float32Array(new SharedArrayBuffer(8)).fill(2);
    (await instance.run('add', { x: shared })).drop();
    expect(await instance.read()).toEqual({ sum: Float32Array.of(2, 2) });
    await expect(instance.run('add', { x: Float32Array.of(1) })).rejects.toThrow(
      '1 elements for a tensor of 2',
    );
    instance.dispose();
    await machine.dispose();
  });

  test('are refused where the GPU lacks the memory', async () => {
    const side = 60_000;
    const vast: Program = {
      inputs: { x: PAIR },
      run: (tf, { sum }, { x }) => ({
        state: { sum: tf.add(sum!, tf.sum(tf.add(tf.fill([side, side], 1), tf.sum(x!)))) },
        outputs: {},
      }),
    };
    const machine = await engine.prepare({ sum: PAIR }, { vast, add });
    const instance = machine.instantiate({ sum: Float32Array.of(1, 2) });
    const x = Float32Array.of(1, 1);
    await expect(instance.run('vast', { x })).rejects.toThrow(/^The GPU cannot run this network: .+/);
    // what fits runs all the same
    (await instance.run('add', { x })).drop();
    expect(await instance.read()).toEqual({ sum: Float32Array.of(2, 3) });
    instance.dispose();
    await machine.dispose();
  });

  test.each([
    [100_003, 30],
    [5, 30],
    [20_000, 4096],
  ])('count %i integers in %i bins', async (count, bins) => {
    const values = Int32Array.from({ length: count }, (_, i) => (i * i) % (bins + 1));
    const counts = new Float32Array(bins);
    for (const value of values) if (value < bins) counts[value]! += 1;
    const histogram: Program = {
      inputs: { x: { shape: [count], dtype: 'int32' } },
      run: (tf, _state, { x }) => ({
        state: {},
        outputs: { counts: tf.denseBincount(x as never, tf.tensor1d([]), bins) },
      }),
    };
    const machine = await engine.prepare({ sum: PAIR }, { histogram });
    const instance = machine.instantiate({ sum: Float32Array.of(0, 0) });
    for (let round = 0; round < 2; round++)
      expect(await (await instance.run('histogram', { x: values })).read()).toEqual({ counts });
    instance.dispose();
    await machine.dispose();
  });

  test.each([1, 2, 10, 1000])('raise 0.999 to the power of %i, of which 1 is taken', async (step) => {
    const power: Program = {
      inputs: { step: { shape: [], dtype: 'float32' } },
      run: (tf, _state, inputs) => ({
        state: {},
        outputs: { bias: tf.sub(1, tf.pow(0.999, inputs['step']!)) },
      }),
    };
    const machine = await engine.prepare({ sum: PAIR }, { power });
    const instance = machine.instantiate({ sum: Float32Array.of(0, 0) });
    const { bias } = await (await instance.run('power', { step: Float32Array.of(step) })).read();
    // 0.999 is rounded to 3e-8 and squared again and again, which leaves 6e-5 of what Adam divides by
    expect(Math.abs((bias?.[0] ?? NaN) / (1 - 0.999 ** step) - 1)).toBeLessThan(7e-5);
    instance.dispose();
    await machine.dispose();
  });
});
