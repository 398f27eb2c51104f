import { basename } from 'node:path';
import type { RunManifest } from '../runs/run';

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
