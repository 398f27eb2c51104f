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
    const start = look(process.pid)?.start;
    return { host: hostname(), pid: process.pid, noted: now, ...(start !== undefined && { start }) };
  },
  isAlive: ({ host, pid, noted, start }) => {
    if (host !== hostname()) return true;
    if (!exists(pid) || noted < Date.now() - uptime() * 1000 - BOOT_TOLERANCE) return false;
    const current = look(pid);
    if (current === undefined) return true;
    return !ENDED.includes(current.state) && (start === undefined || start === current.start);
  },
};

/** A zombie has ended, and keeps its pid until its parent asks after it: in a container perhaps never. */
const ENDED: readonly string[] = ['Z', 'X'];

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

/** Whether a process of this machine was stopped by a signal, or by a debugger; false where nobody can tell. */
export const isSuspended = (pid: number): boolean => ['T', 't'].includes(look(pid)?.state ?? '');

/** What Linux says of a process (proc(5), fields 3 and 22 of stat); elsewhere undefined. */
function look(pid: number): { readonly state: string; readonly start: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { state, start: `${boot}/${fields[18] ?? ''}` };
  } catch {
    return undefined; // no /proc, or the process is gone: its pid alone decides
  }
}
