import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExternalReader } from './external/externalReader';
import { MANIFEST_FILE } from './store/layout';
import { RunReader } from './store/runReader';
import type { Columns, SeriesKey } from './store/series';

/** One curve as it is read. */
export interface RecordedSeries extends Columns {
  readonly key: SeriesKey;
}

/** What all surfaces read: a run of the store, logs that another program wrote, or several of them side by side. */
export interface RunSource extends Pick<
  RunReader,
  'folder' | 'manifest' | 'findings' | 'find' | 'histogramTags' | 'readHistograms' | 'poll'
> {
  series(): Iterable<RecordedSeries>;
}

/** A folder with a run.json is a run of ours; any other is taken for TensorBoard logs. Nothing is read yet. */
export const openRun = (folder: string): RunSource =>
  existsSync(join(folder, MANIFEST_FILE)) ? new RunReader(folder) : new ExternalReader(folder);
