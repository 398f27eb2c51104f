import type { Uri } from 'vscode';
import type { RunManifest } from '../../runs/run';
import type { Pages } from '../ui/pages';

/** A read-only document of a run's config as it was when the run was made. */
export const putStoredConfig = (pages: Pages, { id, config }: Pick<RunManifest, 'id' | 'config'>): Uri =>
  pages.put(`${id}.initscope.${config.path.endsWith('.json') ? 'json' : 'yaml'}`, config.text);
