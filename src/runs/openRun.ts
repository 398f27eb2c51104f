import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExternalReader } from './external/externalReader';
import { MANIFEST_FILE } from './store/layout';
import { RunReader } from './store/runReader';

/** What all surfaces read: a run of the store, or logs that another program wrote. */
export type RunSource = Pick<
  RunReader,
  'folder' | 'manifest' | 'findings' | 'series' | 'find' | 'histogramTags' | 'readHistograms' | 'poll'
>;

/** A folder with a run.json is a run of ours; any other is taken for TensorBoard logs. Nothing is read yet. */
export const openRun = (folder: string): RunSource =>
  existsSync(join(folder, MANIFEST_FILE)) ? new RunReader(folder) : new ExternalReader(folder);
