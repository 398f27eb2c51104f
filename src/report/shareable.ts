import { basename } from 'node:path';
import type { RunManifest } from '../runs/run';
import type { SweepFacts } from '../runs/sweep/facts';

/** The manifest as a report carries it: without the paths, host and process of the machine that made the run. */
export function shareable(manifest: RunManifest): RunManifest {
  const { config, experiment } = manifest;
  return {
    ...manifest,
    host: '',
    pid: 0,
    config: { ...config, path: basename(config.path) },
    experiment: {
      ...experiment,
      dataset: { ...experiment.dataset, source: basename(experiment.dataset.source) },
    },
  };
}

/** The facts of a sweep as a report carries them: without where its runs are. */
export const shareableSweep = ({ axes, points }: SweepFacts): SweepFacts => ({
  axes,
  points: points.map(({ at, state, layers, initializers }) => ({ at, state, layers, initializers })),
});
