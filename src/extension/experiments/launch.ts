import { dirname, join } from 'node:path';
import { Uri, workspace } from 'vscode';
import { ResponseError } from 'vscode-jsonrpc';
import type { EngineAttempt } from '../../engine/engine';
import { say } from '../../shared/phrase';
import { START_ERRORS } from '../../trainer/protocol';
import type { StartParams, StartResult } from '../../trainer/protocol';
import type { Places } from '../places';
import { runsFolderIn } from '../runs/runIndex';
import { RUNS_FOLDER } from '../../runs/store/layout';
import type { ReadableRun } from '../../runs/store/runStore';
import type { Session } from '../sessions/session';
import type { Sessions, Told } from '../sessions/sessions';
import { runCommand } from '../ui/commands';
import { t } from '../ui/l10n';
import { readSetting } from '../ui/settings';
import { requireTrust } from '../ui/trust';
import { UserError } from '../ui/userError';
import { provideDataset } from './dataset';
import type { Runnable } from './readExperiment';

/** One run that is to be made, of a sweep perhaps. */
type Launchable = Omit<Runnable, 'sweep'> & Pick<StartParams, 'sweep'>;

/**
 * Trains an experiment; resolves once its run is on disk and training goes on.
 * @throws UserError when it cannot start, Cancelled when the person backs out
 */
export async function launch(
  { experiment, config, sweep, runsFolder }: Launchable,
  sessions: Sessions,
  places: Places,
  told?: Told,
): Promise<StartResult> {
  requireTrust(t('Training'));
  const datasetCache = places.datasets();
  await provideDataset(experiment.dataset.source, datasetCache);
  const engine = readSetting('initscope.engine', Uri.file(config.path));
  const params: StartParams = {
    experiment: engine === 'auto' ? experiment : { ...experiment, engine },
    config,
    ...(sweep && { sweep }),
    runsFolder: runsFolder ?? runsFolderFor(config.path),
    engineFolders: places.engines,
    datasetCache,
  };
  return begun(sessions.start(params, told));
}

/**
 * Goes on with a run where its checkpoints are; resolves once training goes on.
 * @throws as `launch`
 */
export async function launchAgain(
  { folder, manifest }: ReadableRun,
  sessions: Sessions,
  places: Places,
  told?: Told,
): Promise<StartResult> {
  requireTrust(t('Training'));
  const datasetCache = places.datasets();
  await provideDataset(manifest.experiment.dataset.source, datasetCache);
  const params = { runFolder: folder, engineFolders: places.engines, datasetCache };
  return begun(sessions.continueRun(params, manifest, told));
}

/** The run of a session, once there is one. @throws UserError when it cannot start */
async function begun(session: Promise<Session>): Promise<StartResult> {
  try {
    const { run } = await session;
    if (run === undefined) throw new Error('The trainer has started no run.');
    return run;
  } catch (error) {
    if (error instanceof ResponseError && error.code === START_ERRORS.engineUnavailable)
      throw new UserError(unavailable(error), {
        title: t('Doctor'),
        run: () => runCommand('initscope.doctor'),
      });
    if (error instanceof ResponseError) throw new UserError(error.message);
    throw error;
  }
}

/** Why an engine cannot be used, and what to do, in the editor's language. */
function unavailable({ message, data }: ResponseError<unknown>): string {
  const [attempt] = data as readonly EngineAttempt[];
  if (attempt?.reason === undefined || attempt.remedy === undefined) return message;
  return t('Engine {0} cannot be used: {1} {2}', attempt.engine, say(attempt.reason), say(attempt.remedy));
}

/** Runs are kept in the workspace folder of their config, or beside a config that is in none. */
function runsFolderFor(config: string): string {
  const folder = workspace.getWorkspaceFolder(Uri.file(config));
  return folder === undefined ? join(dirname(config), RUNS_FOLDER) : runsFolderIn(folder);
}
