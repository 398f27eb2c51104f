import { toSegment, fromSegment } from './names';
import type { Processes } from './processes';

let temporaries = 0;

/** Name for a file that is there for a moment, beside `path`; it tells whose it is. */
export const temporaryName = (path: string, { host, pid }: Pick<Processes, 'host' | 'pid'>): string =>
  `${path}.${toSegment(host)}.${pid}.${temporaries++}.tmp`;

const TEMPORARY = /^run\.(?:json\.lock|json|lock)\.(.+)\.(\d+)\.\d+\.tmp$/;

/** Whose temporary file this is; undefined for any other name. */
export function ownerOf(name: string): Pick<Processes, 'host' | 'pid'> | undefined {
  const [, host, pid] = TEMPORARY.exec(name) ?? [];
  return host === undefined ? undefined : { host: fromSegment(host), pid: Number(pid) };
}
