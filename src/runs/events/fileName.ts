/** Part of a name that marks a file as an event file, for TensorBoard and for us. */
const MARK = 'tfevents';

export const isEventFile = (name: string): boolean => name.includes(MARK);

/** `events.out.tfevents.<seconds>.<host>.<pid>.<n>`: sorts by time, and no two writers get the same name. */
export function eventFileName(seconds: number, host: string, pid: number, n: number): string {
  const time = String(Math.floor(seconds)).padStart(10, '0');
  return `events.out.${MARK}.${time}.${host.replace(/[^\w.-]/g, '_')}.${pid}.${n}`;
}
