import type { RunManifest } from '../../src/runs/run';
import { RunReader } from '../../src/runs/store/runReader';
import type { RunEntry } from '../../src/runs/store/runStore';
import { pointFacts } from '../../src/runs/sweep/facts';
import { runsOfSweep } from '../../src/runs/sweep/runsOfSweep';
import type { HostMessage } from '../../webview/contract';

/**
 * What the extension tells a page of the sweep that its run belongs to; nothing of other runs.
 * @param entries all runs there are
 */
export async function sweepMessages(
  { sweep }: RunManifest,
  entries: readonly RunEntry[],
): Promise<readonly HostMessage[]> {
  if (sweep === undefined) return [];
  const points = await Promise.all(
    runsOfSweep(sweep.id, entries).map(async ({ folder }) => {
      const reader = await RunReader.load(folder);
      return pointFacts(folder, reader.manifest, (key) => reader.find(key));
    }),
  );
  return [{ type: 'sweep', facts: { axes: sweep.axes, points } }];
}
