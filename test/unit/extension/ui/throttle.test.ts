import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Throttle } from '../../../../src/extension/ui/throttle';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const fail = (error: unknown): never => {
  throw error;
};

test('acts at once, then once more per interval however often it is asked', async () => {
  const task = vi.fn();
  const throttle = new Throttle(100, task, fail);
  throttle.request();
  expect(task).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 5; i++) throttle.request();
  await vi.advanceTimersByTimeAsync(99);
  expect(task).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(task).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(task).toHaveBeenCalledTimes(2);
});

test('never runs twice at a time, and makes up for what was asked meanwhile', async () => {
  let finish: () => void = () => undefined;
  const task = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const throttle = new Throttle(100, task, fail);
  throttle.request();
  throttle.request();
  await vi.advanceTimersByTimeAsync(500);
  expect(task).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(task).toHaveBeenCalledTimes(2);
});

test('a failure is told and does not stop later rounds', async () => {
  const errors: unknown[] = [];
  const task = vi.fn<() => void>(() => {
    throw new Error('disk');
  });
  const throttle = new Throttle(100, task, (error) => errors.push(error));
  throttle.request();
  await vi.advanceTimersByTimeAsync(100);
  throttle.request();
  expect(errors).toHaveLength(2);
});

test('does nothing once disposed', async () => {
  const task = vi.fn();
  const throttle = new Throttle(100, task, fail);
  throttle.request();
  throttle.request();
  throttle.dispose();
  throttle.request();
  await vi.advanceTimersByTimeAsync(1000);
  expect(task).toHaveBeenCalledTimes(1);
});
