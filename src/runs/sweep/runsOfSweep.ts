import type { ReadableRun, RunEntry } from '../store/runStore';

/** The runs of a sweep, of each point the latest. */
export function runsOfSweep(id: string, entries: readonly RunEntry[]): readonly ReadableRun[] {
  const found = new Map<string, ReadableRun>();
  for (const entry of entries) {
    if (entry.kind !== 'run' || entry.manifest.sweep?.id !== id) continue;
    const key = entry.manifest.sweep.at.join();
    // entries are listed latest first
    if (!found.has(key)) found.set(key, entry);
  }
  return [...found.values()];
}
