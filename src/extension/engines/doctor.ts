import { ProgressLocation, version, window, workspace } from 'vscode';
import { diagnose } from '../../trainer/diagnose';
import type { TrainerClient } from '../../trainer/client';
import { runCommand } from '../ui/commands';
import { t } from '../ui/l10n';
import { notify } from '../ui/notify';
import type { Action } from '../ui/notify';
import type { Pages } from '../ui/pages';
import { Cancelled } from '../ui/userError';
import { chosenByAuto, doctorReport } from './report';

export interface DoctorOptions {
  readonly launch: () => Promise<TrainerClient>;
  readonly engineFolders: readonly string[];
  readonly extensionVersion: string;
  readonly pages: Pages;
}

/** Tries every engine and shows the capability table, with buttons for what can be done. */
export async function runDoctor({
  launch,
  engineFolders,
  extensionVersion,
  pages,
}: DoctorOptions): Promise<void> {
  const attempts = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'InitScope Doctor', cancellable: true },
    (progress, token) =>
      diagnose({
        launch,
        engineFolders,
        now: () => performance.now(),
        trying: (engine) => {
          if (token.isCancellationRequested) throw new Cancelled();
          progress.report({ message: t('trying {0}…', engine) });
        },
      }),
  );
  await pages.show(
    'InitScope Doctor',
    doctorReport(attempts, {
      extension: extensionVersion,
      editor: `VS Code ${version}`,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    }),
  );
  const chosen = chosenByAuto(attempts);
  const actions: Action[] = workspace.isTrusted
    ? [
        {
          title: t('Install TensorFlow GPU Engine'),
          run: () => runCommand('initscope.installTensorflowGpu'),
        },
        { title: t('Other engines…'), run: () => runCommand('initscope.installEngine') },
      ]
    : [];
  if (chosen === undefined) void notify('error', t('No engine works here.'), ...actions);
  else if (chosen.device?.kind === 'gpu')
    void notify('info', t('Experiments train on {0}: {1}.', chosen.engine, chosen.device.name));
  else void notify('info', t('Experiments train on {0}, on the CPU.', chosen.engine), ...actions);
}
