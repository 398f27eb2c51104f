/** How often the host is looked for, besides the IPC channel's own `disconnect`. */
const INTERVAL_MS = 1000;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Reports once that the host process is gone, however it went. The channel alone does not tell when another
 * process has inherited its other end.
 */
export function watchHost(hostPid: number, onGone: () => void): void {
  const timer = setInterval(() => {
    if (isAlive(hostPid)) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL_MS);
  timer.unref();
}
