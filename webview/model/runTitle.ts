import type { RunManifest } from '../../src/runs/run';

/** What a run is called: its given name, or else the experiment's; an id says nothing to a person. */
export const runTitle = ({ id, name, experiment }: RunManifest): string =>
  name === id ? experiment.name : name;
