import type { RunSource } from '../../src/runs/openRun';
import { readSweep } from '../../src/runs/sweep/readSweep';
import type { HostMessage } from '../../webview/contract';

/** What the extension tells a page of the sweep that its run belongs to; nothing of other runs. */
export async function sweepMessages(run: RunSource): Promise<readonly HostMessage[]> {
  const facts = await readSweep(run, console.warn);
  return facts === undefined ? [] : [{ type: 'sweep', facts }];
}
