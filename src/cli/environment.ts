import { isAbsolute, join } from 'node:path';
import type { Io } from './io';
import type { StartParams } from '../trainer/protocol';
import type { UserFolders } from '../trainer/userFolders';

/** What commands work with: the terminal and where things are. */
export interface Environment {
  readonly io: Io;
  /** Folder of the bundles, `dist/`. */
  readonly distFolder: string;
  readonly version: string;
  readonly folders: UserFolders;
}

export const trainerScript = ({ distFolder }: Environment): string => join(distFolder, 'trainer.cjs');

/** Where a trainer finds what is shared between runs. */
export const trainerPlaces = ({
  folders,
}: Environment): Pick<StartParams, 'engineFolders' | 'datasetCache'> => ({
  engineFolders: [folders.engines],
  datasetCache: folders.datasets,
});

export const resolvePath = ({ io }: Environment, path: string): string =>
  isAbsolute(path) ? path : join(io.cwd, path);
