import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Report, Task } from './worker';

/** What a parser may use of JavaScript's heap: inputs are small, so that more is a leak or a bomb. */
const HEAP_MB = 384;
const LOOK_MS = 5_000;
/**
 * Still at the same input when looked at so often again, on a busy machine, is a hang. Looks are counted, not time: who
 * is suspended together with the process does not look.
 */
const HANG_LOOKS = 24;

/**
 * Fuzzes in a process of its own, so that an input which hangs it or exhausts its memory is known and reported like
 * any other finding.
 *
 * @param script bundle of worker.ts
 */
export function supervise(script: string, task: Task): Promise<Report> {
  writeFileSync(task.journal, ''); // looked at before the process has opened it, on a busy machine
  const child = fork(script, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-10_000)));
  child.send(task);

  return new Promise((resolve) => {
    let report: Report | undefined;
    let [seen, looks] = [0, 0];
    let reason: string | undefined;
    const timer = setInterval(() => {
      const { count } = readJournal(task.journal);
      if (count !== seen) [seen, looks] = [count, 0];
      if (++looks < HANG_LOOKS) return;
      reason = `no end after ${(HANG_LOOKS * LOOK_MS) / 1000} s`;
      child.kill('SIGKILL');
    }, LOOK_MS);
    child.once('message', (message: Report) => (report = message));
    child.once('exit', (code, signal) => {
      clearInterval(timer);
      reason ??= /FATAL ERROR.*/.exec(said)?.[0] ?? `the process ended (${signal ?? code}): ${said}`;
      const broken = reason;
      const end = (): void => resolve(report ?? brokenBy(task.journal, broken));
      // what it has sent may still be on its way
      if (child.connected) child.once('disconnect', end);
      else end();
    });
  });
}

/** The input at hand is the only thing known of a process that is gone. */
function brokenBy(journal: string, reason: string): Report {
  const { count, bytes } = readJournal(journal);
  return { inputs: count, accepted: 0, outcomes: new Set(), failures: [{ bytes, reason }] };
}

function readJournal(path: string): { readonly count: number; readonly bytes: Uint8Array } {
  const journal = readFileSync(path);
  if (journal.length < 8) return { count: 0, bytes: new Uint8Array(0) };
  return {
    count: journal.readUInt32LE(0),
    bytes: new Uint8Array(journal.subarray(8, 8 + journal.readUInt32LE(4))),
  };
}
