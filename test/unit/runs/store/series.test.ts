import { describe, expect, test } from 'vitest';
import { Series } from '../../../../src/runs/store/series';
import { StepPool } from '../../../../src/runs/store/stepPool';

const series = (): Series =>
  new Series({ initializer: 'he', seed: 1, split: 'train', tag: 'loss' }, new StepPool());

describe('Series', () => {
  test('grows, and hands out each point once', () => {
    const loss = series();
    for (let step = 0; step < 100; step++) loss.append(step, 10 + step, step / 2);
    expect(loss.takeDelta()).toMatchObject({ reset: false, steps: { length: 100 } });
    expect(loss.takeDelta()).toBeUndefined();
    loss.append(100, 110, NaN);
    const delta = loss.takeDelta();
    expect(delta).toMatchObject({ reset: false });
    expect([...delta!.steps, ...delta!.values, ...delta!.wallTimes]).toEqual([100, NaN, 110]);
    expect(loss.steps).toHaveLength(101);
  });

  test('after a resume from an earlier step the later points hold, and readers are told to start over', () => {
    const loss = series();
    for (const step of [0, 1, 2, 3, 4]) loss.append(step, 0, step);
    loss.takeDelta();
    for (const step of [2, 3]) loss.append(step, 1, 10 * step);
    expect([...loss.steps]).toEqual([0, 1, 2, 3]);
    expect([...loss.values]).toEqual([0, 1, 20, 30]);
    expect(loss.takeDelta()).toMatchObject({ reset: true, steps: Float64Array.of(0, 1, 2, 3) });
  });

  test('a resume within points not handed out yet needs no reset', () => {
    const loss = series();
    loss.append(0, 0, 0);
    loss.takeDelta();
    loss.append(1, 0, 1);
    loss.append(1, 0, 2);
    expect(loss.takeDelta()).toMatchObject({ reset: false, values: Float32Array.of(2) });
  });
});
