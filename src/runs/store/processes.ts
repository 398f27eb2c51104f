import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** One process among all that a machine has run; a pid alone is used again and again. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since the epoch when this was written down. */
  readonly noted: number;
  /** What the system says of the process' start; absent where it cannot be asked cheaply. */
  readonly start?: string;
}

/** What the run store asks of the operating system. */
export interface Processes {
  readonly host: string;
  readonly pid: number;
  identify(now: number): ProcessIdentity;
  /** A process of another host counts as alive: nobody here can tell. */
  isAlive(process: ProcessIdentity): boolean;
}

export const systemProcesses: Processes = {
  host: hostname(),
  pid: process.pid,
  identify: (now) => {
    const start = startOf(process.pid);
    return { host: hostname(), pid: process.pid, noted: now, ...(start !== undefined && { start }) };
  },
  isAlive: ({ host, pid, noted, start }) => {
    if (host !== hostname()) return true;
    if (!exists(pid) || noted < Date.now() - uptime() * 1000 - BOOT_TOLERANCE) return false;
    const current = startOf(pid);
    return start === undefined || current === undefined || start === current;
  },
};

/** Wall clocks are set and drift; a process noted this long before boot may still be one of after it. */
const BOOT_TOLERANCE = 60_000;

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux: boot id and start in clock ticks since boot (proc(5), field 22 of stat); elsewhere undefined. */
function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return ticks === undefined ? undefined : `${boot}/${ticks}`;
  } catch {
    return undefined; // no /proc, or the process is gone: its pid alone decides
  }
}
