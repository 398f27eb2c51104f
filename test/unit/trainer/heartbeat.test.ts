import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchHeartbeat } from '../../../src/trainer/heartbeat';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const listener = (isSuspended = (): boolean => false) => ({
  onResponding: vi.fn(),
  onHang: vi.fn(),
  isSuspended,
});

test('a peer that answers is never reported', async () => {
  const told = listener();
  watchHeartbeat(() => Promise.resolve(), 1000, told);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.onHang).not.toHaveBeenCalled();
  expect(told.onResponding).not.toHaveBeenCalled();
});

test('a peer that answers late, but within the limit, is reported as silent, and as there again', async () => {
  const told = listener();
  let late = 900;
  const ask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, late));
  watchHeartbeat(ask, 1000, told);
  await vi.advanceTimersByTimeAsync(1000);
  late = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.onHang).not.toHaveBeenCalled();
  expect(told.onResponding.mock.calls).toEqual([[false], [true]]);
});

test('a silent peer is reported once', async () => {
  const told = listener();
  const ask = vi.fn(() => new Promise<void>(() => undefined));
  watchHeartbeat(ask, 1000, told);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.onHang).toHaveBeenCalledOnce();
  expect(told.onResponding.mock.calls).toEqual([[false]]);
  expect(ask).toHaveBeenCalledOnce();
});

test('a suspended peer does not hang until it is let go on', async () => {
  let suspended = true;
  const told = listener(() => suspended);
  watchHeartbeat(() => new Promise<void>(() => undefined), 1000, told);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.onHang).not.toHaveBeenCalled();
  suspended = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.onHang).toHaveBeenCalledOnce();
});

test('a broken connection is left to whoever watches it', async () => {
  const told = listener();
  watchHeartbeat(() => Promise.reject(new Error('closed')), 1000, told);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.onHang).not.toHaveBeenCalled();
});
