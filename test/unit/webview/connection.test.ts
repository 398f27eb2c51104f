import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { INTERVAL, PATIENCE, watchHost } from '../../../webview/connection';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a host that answers is not lost, however long', () => {
  const changed = vi.fn();
  const connection = watchHost(() => connection.heard(), changed);
  vi.advanceTimersByTime(100 * INTERVAL);
  expect(changed).not.toHaveBeenCalled();
});

test('a host that has gone is told once, and once when it is back', () => {
  const changed = vi.fn();
  const connection = watchHost(() => undefined, changed);
  vi.advanceTimersByTime(PATIENCE * INTERVAL);
  expect(changed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10 * INTERVAL);
  expect(changed.mock.calls).toEqual([[true]]);
  connection.heard();
  connection.heard();
  expect(changed.mock.calls).toEqual([[true], [false]]);
});
