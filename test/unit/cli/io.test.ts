import { expect, test, vi } from 'vitest';
import { processIo } from '../../../src/cli/io';

test('a signal that timeout or npm hands on is heard once', () => {
  const heard = vi.fn();
  const stop = processIo().onInterrupt(heard);
  process.emit('SIGTERM');
  process.emit('SIGTERM');
  expect(heard).toHaveBeenCalledOnce();
  stop();
  expect(process.listenerCount('SIGTERM')).toBe(0);
});
