import type { RunManifest } from '../../src/runs/run';
import { summarize } from '../../src/runs/summary';
import type { RunSummary } from '../../src/runs/summary';
import type { Scene } from './scene';

const kept = new WeakMap<RunManifest, { readonly version: number; readonly summary: RunSummary }>();

/** What the run has come to, worked out once for every change of it: it goes over all points. */
export function summaryOf({ manifest, store }: Scene): RunSummary {
  const known = kept.get(manifest);
  if (known?.version === store.version) return known.summary;
  const summary = summarize(manifest, (key) => store.find(key));
  kept.set(manifest, { version: store.version, summary });
  return summary;
}
