import { commands, Uri } from 'vscode';
import type { RunReference } from '../language/protocol';
import type { Framework } from '../nn/code/code';
import type { App } from './app';
import { WALKTHROUGH } from './contributions/walkthrough';
import { filterRuns, sortRuns } from './explorer/choose';
import { editNote, editTags, togglePin } from './runs/annotate';
import { diffConfigs } from './runs/diffConfigs';
import { deleteRuns, openConfig, renameRun, revealRun } from './runs/manage';
import { asRunReference, asRunReferences, asTab, pickRun, pickRuns } from './runs/pickRun';
import type { Pickable } from './runs/pickRun';
import { chooseSession } from './sessions/chooseSession';
import type { CommandHandlers } from './ui/commands';
import { t } from './ui/l10n';
import { UserError } from './ui/userError';

/** What each command does. Parts that take long to load are loaded when they are needed first. */
export function createHandlers(app: App): CommandHandlers {
  const { sessions, index, summaries, panels, explorer, pages, places, log } = app;
  const pickable = async (): Promise<Pickable> => {
    await index.refresh();
    return { runs: index.readable(), summaryOf: (run) => summaries.get(run) };
  };
  const chosen = async (argument: unknown, placeHolder: string): Promise<RunReference> =>
    asRunReference(argument) ?? pickRun(await pickable(), placeHolder);
  const selected = (argument: unknown, selection: unknown): readonly RunReference[] => {
    const all = asRunReferences(selection);
    return all.length > 0 ? all : asRunReferences([argument]);
  };

  const several = async (
    argument: unknown,
    selection: unknown,
    placeHolder: string,
  ): Promise<readonly RunReference[]> => {
    const given = selected(argument, selection);
    return given.length > 0 ? given : pickRuns(await pickable(), placeHolder);
  };

  const copy = async (pointedAt: unknown, framework: Framework): Promise<void> => {
    const run = await chosen(pointedAt, t('The network of which run?'));
    await (await import('./runs/copyCode')).copyCode(index, run, pointedAt, framework);
  };

  const ofCheckpoint = async (
    pointedAt: unknown,
    act: (actions: typeof import('./runs/checkpoints'), run: RunReference) => Promise<void>,
  ): Promise<void> => {
    const run = await chosen(pointedAt, t('The checkpoints of which run?'));
    await act(await import('./runs/checkpoints'), run);
  };

  return {
    'initscope.run': async (target) => (await import('./experiments/run')).runExperiment(app, target),
    'initscope.runAgain': async (run) => {
      const reference = await chosen(run, t('Which run is to be made again?'));
      await index.refresh();
      return (await import('./experiments/run')).runAgain(app, reference);
    },
    'initscope.runExample': async () => (await import('./experiments/run')).runExample(app),
    'initscope.newExperiment': async () => (await import('./experiments/run')).newExperiment(pages),

    'initscope.stop': async (run) => {
      const fits = () => true;
      const { id } = await chooseSession(
        sessions,
        asRunReference(run),
        fits,
        t('Which experiment is to stop?'),
      );
      await sessions.stop(id);
    },
    'initscope.pause': async (run) => {
      const fits = ({ phase }: { phase: string }): boolean => phase === 'running';
      const { id } = await chooseSession(
        sessions,
        asRunReference(run),
        fits,
        t('Which experiment is to pause?'),
      );
      await sessions.pause(id);
    },
    'initscope.resume': async (run) => (await import('./experiments/resume')).resume(app, run),

    'initscope.openRun': async (run) =>
      panels.show((await chosen(run, t('Which run is to be shown?'))).folder, undefined, asTab(run)),
    'initscope.openLogs': async (folder) => (await import('./runs/openLogs')).openLogs(panels, folder),
    'initscope.compareRuns': async (run, selection) => {
      const given = selected(run, selection);
      const references =
        given.length > 1 ? given : await pickRuns(await pickable(), t('Which runs are to be compared?'));
      if (references.length < 2) throw new UserError(t('Pick at least two runs to compare.'));
      await (await import('./runs/compareRuns')).showComparison(app, references);
    },
    'initscope.openConfig': async (run) =>
      openConfig(index, await chosen(run, t('The config of which run is to be opened?'))),
    'initscope.renameRun': async (run) =>
      renameRun(index, await chosen(run, t('Which run is to be renamed?'))),
    'initscope.pinRun': async (run, selection) =>
      togglePin(index, await several(run, selection, t('Which runs are to be pinned?'))),
    'initscope.editNote': async (run) => editNote(index, await chosen(run, t('A note on which run?'))),
    'initscope.editTags': async (run, selection) =>
      editTags(index, await several(run, selection, t('Which runs are to be tagged?'))),
    'initscope.sortRuns': () => sortRuns(explorer),
    'initscope.filterRuns': () => filterRuns(explorer),
    'initscope.showAllRuns': () => explorer.arrange({ filter: '' }),
    'initscope.diffConfigs': async (run, selection) =>
      diffConfigs(index, pages, await several(run, selection, t('The configs of which two runs?'))),
    'initscope.deleteRun': async (run, selection) =>
      deleteRuns(index, await several(run, selection, t('Which runs are to be deleted?'))),
    'initscope.revealRun': async (run) => revealRun(await chosen(run, t('The folder of which run?'))),
    'initscope.exportReport': async (run) => {
      const { folder } = await chosen(run, t('A report on which run?'));
      await (
        await import('./runs/exportReport')
      ).exportReport(folder, places.product, (text) => log.warn(text));
    },
    'initscope.copyAsKeras': (run) => copy(run, 'keras'),
    'initscope.copyAsPytorch': (run) => copy(run, 'pytorch'),
    'initscope.evaluateCheckpoint': (row) =>
      ofCheckpoint(row, ({ evaluateCheckpoint }, run) => evaluateCheckpoint(app, run, row)),
    'initscope.showWeights': (row) => ofCheckpoint(row, ({ showWeights }, run) => showWeights(app, run, row)),
    'initscope.startFromCheckpoint': (row) =>
      ofCheckpoint(row, ({ startFromCheckpoint }, run) => startFromCheckpoint(app, run, row)),
    'initscope.exportOnnx': (row) =>
      ofCheckpoint(row, ({ exportCheckpoint }, run) => exportCheckpoint(app, run, row, 'onnx')),
    'initscope.exportSafetensors': (row) =>
      ofCheckpoint(row, ({ exportCheckpoint }, run) => exportCheckpoint(app, run, row, 'safetensors')),

    'initscope.doctor': async () =>
      (await import('./engines/doctor')).runDoctor({
        launch: app.launchTrainer,
        engineFolders: places.engines,
        extensionVersion: app.version,
        pages: app.pages,
      }),
    'initscope.installTensorflowGpu': async () => {
      const { install, tensorflowGpu } = await import('./engines/install');
      await install(tensorflowGpu(), installOptions(app));
    },
    'initscope.installEngine': async () => {
      const { install, pickInstallable } = await import('./engines/install');
      await install(await pickInstallable(), installOptions(app));
    },
    'initscope.showLog': () => log.show(),
    'initscope.getStarted': () =>
      commands.executeCommand('workbench.action.openWalkthrough', `${app.id}#${WALKTHROUGH}`),
    'initscope.openDocumentation': () =>
      commands.executeCommand('markdown.showPreview', Uri.file(places.readme)),
  };
}

const installOptions = ({ places, launchTrainer, log }: App) => ({
  folder: places.installs,
  engineFolders: places.engines,
  launch: launchTrainer,
  log,
});
