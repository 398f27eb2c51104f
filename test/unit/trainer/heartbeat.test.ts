import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchHeartbeat } from '../../../src/trainer/heartbeat';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a peer that answers is never reported', async () => {
  const onHang = vi.fn();
  watchHeartbeat(() => Promise.resolve(), 1000, onHang);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onHang).not.toHaveBeenCalled();
});

test('a peer that answers late, but within the limit, is not reported', async () => {
  const onHang = vi.fn();
  watchHeartbeat(() => new Promise((resolve) => setTimeout(resolve, 900)), 1000, onHang);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onHang).not.toHaveBeenCalled();
});

test('a silent peer is reported once', async () => {
  const onHang = vi.fn();
  const ask = vi.fn(() => new Promise<void>(() => undefined));
  watchHeartbeat(ask, 1000, onHang);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onHang).toHaveBeenCalledOnce();
  expect(ask).toHaveBeenCalledOnce();
});

test('a broken connection is left to whoever watches it', async () => {
  const onHang = vi.fn();
  watchHeartbeat(() => Promise.reject(new Error('closed')), 1000, onHang);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onHang).not.toHaveBeenCalled();
});
