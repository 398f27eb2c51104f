import { expect, test } from 'vitest';
import { createStream } from '../../../src/random/stream';
import { decimate } from '../../../src/runs/decimate';

const curve = (values: readonly number[]) => ({
  steps: Float64Array.from(values, (_, i) => 10 * i),
  values: Float32Array.from(values),
});

test('a short curve stays as it is', () => {
  expect(decimate(curve([3, 1, 2]), 2)).toEqual(curve([3, 1, 2]));
});

test('a single spike and a single NaN survive, at their steps', () => {
  const values = Array<number>(10_000).fill(1);
  values[1234] = 99;
  values[1235] = -99;
  values[7777] = NaN;
  const { steps, values: thinned } = decimate(curve(values), 20);
  expect(thinned.length).toBeLessThanOrEqual(60);
  expect(steps[thinned.indexOf(99)]).toBe(12_340);
  expect(steps[thinned.indexOf(-99)]).toBe(12_350);
  expect(steps[thinned.findIndex(Number.isNaN)]).toBe(77_770);
});

test('steps ascend and every point is one of the curve', () => {
  const stream = createStream(1, 'curve');
  const values = Array.from({ length: 997 }, () => stream.normal());
  const thinned = decimate(curve(values), 40);
  expect([...thinned.steps]).toEqual([...thinned.steps].sort((a, b) => a - b));
  thinned.steps.forEach((step, i) => expect(thinned.values[i]).toBe(Math.fround(values[step / 10]!)));
});
