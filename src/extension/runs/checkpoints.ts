import { basename } from 'node:path';
import { ProgressLocation, Uri, window, workspace } from 'vscode';
import { ResponseError } from 'vscode-jsonrpc';
import type { RunReference } from '../../language/protocol';
import { acrossCheckpoints } from '../../runs/acrossCheckpoints';
import { listCheckpoints } from '../../runs/store/checkpoints';
import type { StoredCheckpoint } from '../../runs/store/checkpoints';
import { trialFolderOf } from '../../runs/store/layout';
import { formatCount, loss, percent } from '../../shared/figures';
import type { NetworkFormat } from '../../trainer/exportNetwork';
import type { NetworkId } from '../../trainer/protocol';
import type { App } from '../app';
import { createExperiment } from '../experiments/newExperiment';
import { askTrainer } from '../panel/askTrainer';
import { openNetworks } from '../panel/openNetworks';
import { saveAs } from '../panel/save';
import { t } from '../ui/l10n';
import { notify } from '../ui/notify';
import { requireTrust } from '../ui/trust';
import { Cancelled, UserError } from '../ui/userError';
import { configFrom, fileNameFrom } from './fromCheckpoint';
import { readableRun } from './manage';
import { asCheckpoint, asTrials } from './pickCheckpoint';
import { weightsPage } from './weights';

/** Runs a network that was kept on the validation set and tells its figures. */
export async function evaluateCheckpoint(app: App, run: RunReference, pointedAt: unknown): Promise<void> {
  requireTrust(t('Evaluating networks'));
  const network = asCheckpoint(pointedAt) ?? (await pickCheckpoint(app, run));
  const { places, log, panels } = app;
  const params = { runFolder: run.folder, engineFolders: places.engines, datasetCache: places.datasets() };
  const { figures, opened } = await meanwhile(t('Evaluating {0}…', named(network)), async () => {
    const { client, opened } = await openNetworks(app.launchTrainer, params, (text) => log.info(text));
    try {
      return { opened, figures: await client.evaluate(network) };
    } finally {
      await client.dispose();
    }
  });
  const { accuracy } = figures;
  const text = t(
    '{0}: {1} on {2} validation samples, with {3}',
    named(network),
    [
      ...(accuracy === undefined ? [] : [t('accuracy {0}', percent(accuracy))]),
      t('loss {0}', loss(figures.loss)),
    ].join(', '),
    opened.validation.count,
    opened.engine.name,
  );
  void notify('info', text, { title: t('Open run'), run: () => panels.show(run.folder) });
}

/** Saves a network that was kept, for other programs. */
export async function exportCheckpoint(
  app: App,
  run: RunReference,
  pointedAt: unknown,
  format: NetworkFormat,
): Promise<void> {
  requireTrust(t('Exporting networks'));
  const network = asCheckpoint(pointedAt) ?? (await pickCheckpoint(app, run));
  const content = await meanwhile(t('Exporting {0}…', named(network)), () =>
    askTrainer(app.launchTrainer, app.log, (client) =>
      client.exportNetwork({ runFolder: run.folder, ...network, format }),
    ),
  );
  const { name } = readableRun(app.index, run).manifest.experiment;
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(run.folder);
  const file = `${name}-${network.initializer}-${network.step}.${format}`;
  const saved = await saveAs(folder, file, 'application/octet-stream', content);
  if (saved === undefined) throw new Cancelled();
  void notify('info', t('{0} has been saved as {1}.', named(network), basename(saved.fsPath)));
}

/** Makes a new config that begins with the weights of a checkpoint, and opens it. */
export async function startFromCheckpoint(app: App, run: RunReference, pointedAt: unknown): Promise<void> {
  const network = asCheckpoint(pointedAt) ?? (await pickCheckpoint(app, run));
  const { manifest } = readableRun(app.index, run);
  const { config } = manifest;
  await createExperiment(
    {
      fileName: fileNameFrom(basename(config.path), network.step),
      text: configFrom(manifest, network),
    },
    config.path,
  );
}

/** Shows how the weights of an initializer's networks changed from checkpoint to checkpoint. */
export async function showWeights(app: App, run: RunReference, pointedAt: unknown): Promise<void> {
  const trials = asTrials(pointedAt) ?? [await pickCheckpoint(app, run)];
  const histories = await Promise.all(
    trials.map(async ({ initializer, seed }) => {
      const stored = await listCheckpoints(trialFolderOf(run.folder, { initializer, seed }));
      return { initializer, seed, tensors: await acrossCheckpoints(stored) };
    }),
  );
  const title = t('Weights of {0}', trials[0]?.initializer ?? '');
  await app.pages.show(title, weightsPage(title, histories));
}

/** @throws UserError when the run has kept none, Cancelled when none is picked */
async function pickCheckpoint({ index }: App, run: RunReference): Promise<NetworkId> {
  const { trials } = readableRun(index, run).manifest;
  const stored: StoredCheckpoint[] = [];
  for (const trial of trials) stored.push(...(await listCheckpoints(trialFolderOf(run.folder, trial))));
  if (stored.length === 0) throw new UserError(t('The run has kept no checkpoint.'));
  const items = stored.map(({ facts: { initializer, seed, step } }) => ({
    label: initializer,
    description: t('seed {0}', seed),
    detail: t('Step {0}', formatCount(step)),
    network: { initializer, seed, step },
  }));
  const picked = await window.showQuickPick(items, { placeHolder: t('Which checkpoint?') });
  if (picked === undefined) throw new Cancelled();
  return picked.network;
}

/** Shows that something is under way. @throws UserError when the trainer refuses it */
async function meanwhile<T>(title: string, work: () => Promise<T>): Promise<T> {
  try {
    return await window.withProgress({ location: ProgressLocation.Notification, title }, work);
  } catch (error) {
    throw error instanceof ResponseError ? new UserError(error.message) : error;
  }
}

const named = ({ initializer, seed, step }: NetworkId): string =>
  t('{0}, seed {1}, step {2}', initializer, seed, formatCount(step));
