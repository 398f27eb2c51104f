import { dirname } from 'node:path';
import { RunStore } from '../../runs/store/runStore';
import type { EndedSession } from '../sessions/session';

/** Records in run.json what became of a run whose process died, since it can no longer do so itself. */
export async function markInterrupted({ title, run, end }: EndedSession): Promise<void> {
  if (run === undefined || end.kind !== 'interrupted') return;
  const store = new RunStore(dirname(dirname(run.runFolder)));
  const { message, log } = end;
  await store.markInterrupted({ id: run.runId, folder: run.runFolder, experiment: title }, { message, log });
}
