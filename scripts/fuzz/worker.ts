import { openSync, writevSync } from 'node:fs';
import { fuzz } from './fuzz';
import type { Order } from './fuzz';
import { keepInMemory } from './inputFiles';
import { targets } from './targets/registry';
import type { TargetName } from './targets/registry';

/** What a fuzzing process is sent. */
export interface Task extends Omit<Order, 'onInput'> {
  readonly target: TargetName;
  /** Where the process leaves the input at hand: its number and its length as uint32, then its bytes. */
  readonly journal: string;
}

/** A tally that can be sent: errors as text. */
export interface Report {
  readonly inputs: number;
  readonly accepted: number;
  readonly outcomes: ReadonlySet<string>;
  readonly failures: readonly { readonly bytes: Uint8Array; readonly reason: string }[];
}

// a trace costs more than the refusal that carries it; `fuzz` has that of a finding made again
Error.stackTraceLimit = 0;
keepInMemory();

async function work({ target, journal, ...order }: Task): Promise<Report> {
  const descriptor = openSync(journal, 'w');
  const head = new Uint32Array(2);
  let count = 0;
  const { failures, ...counts } = await fuzz(targets[target], {
    ...order,
    onInput: (bytes) => {
      head[0] = ++count;
      head[1] = bytes.length;
      writevSync(descriptor, [head, bytes], 0);
    },
  });
  return {
    ...counts,
    failures: failures.map(({ bytes, error }) => ({
      bytes,
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })),
  };
}

process.once('message', (task: Task) => {
  void work(task).then((report) => {
    process.send?.(report, () => process.disconnect());
  });
});
