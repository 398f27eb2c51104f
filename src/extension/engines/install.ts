import { ProgressLocation, window } from 'vscode';
import type { EngineAttempt } from '../../engine/engine';
import { installEngine } from '../../engine/install';
import type { InstallOutcome } from '../../engine/install';
import type { EnginePackage } from '../../engine/packages';
import type { EngineName } from '../../shared/engineNames';
import { phrase, say } from '../../shared/phrase';
import { diagnose } from '../../trainer/diagnose';
import type { TrainerClient } from '../../trainer/client';
import { crashedAttempt } from '../../engine/doctor';
import { runCommand } from '../ui/commands';
import { t } from '../ui/l10n';
import type { Log } from '../ui/log';
import { notify } from '../ui/notify';
import type { Action } from '../ui/notify';
import { requireTrust } from '../ui/trust';
import { Cancelled } from '../ui/userError';

/** An engine that can be installed on demand. */
export interface Installable {
  readonly engine: EngineName;
  readonly package: EnginePackage;
  readonly title: string;
  readonly detail: string;
}

export const tensorflowGpu = (): Installable => ({
  engine: 'tensorflow-gpu',
  package: '@tensorflow/tfjs-node-gpu',
  title: 'TensorFlow GPU',
  detail: t('NVIDIA GPUs with CUDA 11.2 and cuDNN 8. Downloads hundreds of megabytes.'),
});

const installable = (): readonly Installable[] => [
  tensorflowGpu(),
  {
    engine: 'tensorflow',
    package: '@tensorflow/tfjs-node',
    title: 'TensorFlow CPU',
    detail: t('Native kernels on the CPU. Downloads hundreds of megabytes.'),
  },
  {
    engine: 'webgpu',
    package: 'webgpu',
    title: 'WebGPU',
    detail: t('Any GPU with a Vulkan, Metal or Direct3D 12 driver; nothing else to install.'),
  },
  {
    engine: 'onnxruntime',
    package: 'onnxruntime-node',
    title: 'ONNX Runtime',
    detail: t('The fastest on a CPU. Packages for a platform have it already.'),
  },
];

export interface InstallOptions {
  readonly folder: string;
  readonly engineFolders: readonly string[];
  readonly launch: () => Promise<TrainerClient>;
  readonly log: Log;
}

/** @throws Cancelled when none is picked */
export async function pickInstallable(): Promise<Installable> {
  const picked = await window.showQuickPick(
    installable().map((engine) => ({
      label: engine.title,
      description: engine.package,
      detail: engine.detail,
      engine,
    })),
    { placeHolder: t('Which engine is to be installed?') },
  );
  if (picked === undefined) throw new Cancelled();
  return picked.engine;
}

/** Installs an engine into the extension's storage, tries it, and says plainly how that went. */
export async function install(wanted: Installable, options: InstallOptions): Promise<void> {
  requireTrust(t('Installing an engine'));
  const { folder, log } = options;
  log.info(`Installing ${wanted.package} into ${folder}`);
  const outcome = await window.withProgress(
    { location: ProgressLocation.Notification, title: t('Installing {0}', wanted.title), cancellable: true },
    (progress, token) => {
      const aborter = new AbortController();
      token.onCancellationRequested(() => aborter.abort());
      return installEngine({
        package: wanted.package,
        folder,
        signal: aborter.signal,
        onLine: (line) => {
          log.info(line);
          progress.report({ message: line.slice(0, 100) });
        },
        probe: () => tryEngine(wanted.engine, options),
      });
    },
  );
  tell(wanted, outcome);
}

async function tryEngine(
  engine: EngineName,
  { launch, engineFolders }: InstallOptions,
): Promise<EngineAttempt> {
  const attempts = await diagnose({
    engines: [engine],
    launch,
    engineFolders,
    now: () => performance.now(),
    trying: () => undefined,
  });
  return attempts[0] ?? crashedAttempt(engine, phrase('it gave no answer'), 0);
}

function tell({ title, engine }: Installable, outcome: InstallOutcome): void {
  const showLog: Action = { title: t('Show log'), run: () => runCommand('initscope.showLog') };
  const doctor: Action = { title: t('Doctor'), run: () => runCommand('initscope.doctor') };
  switch (outcome.kind) {
    case 'ready': {
      const { device, reason } = outcome.attempt;
      const usable =
        device === undefined
          ? t('{0} is installed: experiments can train with {1}.', title, engine)
          : t('{0} is installed: experiments can train with {1} on {2}.', title, engine, device.name);
      void notify('info', `${usable} ${reason === undefined ? '' : say(reason)}`.trim());
      return;
    }
    case 'unusable': {
      const { reason, remedy } = outcome.attempt;
      void notify(
        'warning',
        t(
          '{0} is installed but cannot be used: {1} {2}',
          title,
          reason === undefined ? '' : say(reason),
          remedy === undefined ? '' : say(remedy),
        ).trim(),
        doctor,
        showLog,
      );
      return;
    }
    case 'cancelled':
      void notify('info', t('{0} was not installed.', title));
      return;
    case 'npmMissing':
    case 'downloadBlocked':
    case 'failed':
      void notify(
        'error',
        t('{0} was not installed: {1} {2}', title, outcome.reason, outcome.remedy),
        showLog,
      );
  }
}
