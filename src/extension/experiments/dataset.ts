import { join } from 'node:path';
import { Uri, env, ProgressLocation, window } from 'vscode';
import { download, findMissing } from '../../data/download';
import type { DownloadProgress } from '../../data/download';
import { findDataset } from '../../data/registry';
import { messageOf } from '../../shared/messageOf';
import { t } from '../ui/l10n';
import { confirm } from '../ui/notify';
import { Cancelled, UserError } from '../ui/userError';

/**
 * Sees to it that a dataset is there before training: one that has to be fetched is, if the person agrees.
 * @throws Cancelled when they do not, UserError when it cannot be fetched
 */
export async function provideDataset(name: string, cache: string): Promise<void> {
  const entry = findDataset(name);
  if (entry?.kind !== 'remote') return;
  const folder = join(cache, name);
  const missing = await findMissing(folder, entry.files);
  if (missing.length === 0) return;
  const megabytes = missing.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  const hosts = [...new Set(missing.map(({ address }) => new URL(address).host))].join(', ');
  const agreed = await confirm(
    t('{0} has to be downloaded ({1} MB).', t(entry.title), megabytes.toFixed(1)),
    t('From {0} into {1}. The dataset mnist-embedded works without any download.', hosts, folder),
    t('Download'),
  );
  if (!agreed) throw new Cancelled();
  await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: t('Downloading {0}', t(entry.title)),
      cancellable: true,
    },
    async (progress, token) => {
      const aborter = new AbortController();
      token.onCancellationRequested(() => aborter.abort(new Cancelled()));
      let before = 0;
      const onProgress = ({ received, total }: DownloadProgress): void => {
        const share = (100 * received) / total;
        progress.report({
          message: t('{0} of {1} MB', (received / 1e6).toFixed(1), (total / 1e6).toFixed(1)),
          increment: share - before,
        });
        before = share;
      };
      try {
        await download(name, folder, missing, { fetch, signal: aborter.signal, onProgress });
      } catch (error) {
        if (error instanceof Cancelled) throw error;
        throw new UserError(messageOf(error), {
          title: t('Open cache folder'),
          run: () => env.openExternal(Uri.file(cache)),
        });
      }
    },
  );
}
