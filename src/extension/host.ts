import { l10n } from 'vscode';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { foldersOf } from '../runs/comparedRuns';
import { openRun } from '../runs/openRun';
import type { App } from './app';
import { announceFinding } from './experiments/announceFinding';
import { announceEnd } from './experiments/announce';
import { tellMilestones } from './experiments/milestones';
import { createExplorer } from './explorer/view';
import { explorerTree } from './explorer/model';
import { createHandlers } from './handlers';
import { followConfigs } from './language/followConfigs';
import { askTrainer } from './panel/askTrainer';
import { openNetworks } from './panel/openNetworks';
import { RunPanels } from './panel/panels';
import { placesOf } from './places';
import { openRuns } from './runs/openRuns';
import { RunIndex } from './runs/runIndex';
import { bestText } from './runs/results';
import { linkManifests } from './runs/manifestLinks';
import { SummaryCache } from './runs/summaryCache';
import { Sessions } from './sessions/sessions';
import type { EndedSession } from './sessions/session';
import { createStatusBar } from './status/statusBar';
import { registerCommands } from './ui/commands';
import { Disposables } from './ui/disposables';
import type { Disposable } from './ui/disposables';
import { t, translateWith, translator } from './ui/l10n';
import { Pages } from './ui/pages';
import { readSetting } from './ui/settings';
import { Throttle } from './ui/throttle';
import { requireTrust } from './ui/trust';
import { UserError } from './ui/userError';

/** Makes all parts of the extension, by hand and in order of dependence. */
export function start(context: ExtensionContext, log: LogOutputChannel): Disposable {
  if (l10n.bundle !== undefined) translateWith(translator(l10n.bundle));
  const owned = new Disposables();
  const { extensionUri } = context;
  const places = placesOf(context);
  const failed = (error: unknown): void => log.error(error instanceof Error ? error : String(error));

  const launchTrainer: App['launchTrainer'] = async (listeners) =>
    (await import('../trainer/client')).launchTrainer({ script: places.trainer }, listeners);
  const sessions = owned.add(new Sessions({ launch: launchTrainer, log }));
  const index = owned.add(new RunIndex(failed));
  const summaries = owned.add(
    new SummaryCache({ open: openRun, failed: (_folder, error) => failed(error), interval: 2000 }),
  );
  const panels = owned.add(
    new RunPanels({
      extensionUri,
      openRun: openRuns,
      openNetworks: async (folder) => {
        requireTrust(t('Evaluating networks'));
        if (foldersOf(folder).length > 1)
          throw new UserError(t('Samples are looked at in one run: open it from the explorer.'));
        const params = { runFolder: folder, engineFolders: places.engines, datasetCache: places.datasets() };
        return openNetworks(launchTrainer, params, (text) => log.info(text));
      },
      listOperations: async (folder) => {
        requireTrust(t('Listing operations'));
        if (foldersOf(folder).length > 1)
          throw new UserError(t('Operations are listed of one run: open it from the explorer.'));
        return askTrainer(launchTrainer, log, (client) => client.stepOperations({ runFolder: folder }));
      },
      index,
      sessions,
      log,
    }),
  );
  const pages = owned.add(new Pages());
  const summaryOf: SummaryCache['get'] = (run) => summaries.get(run);
  const explorer = owned.add(
    createExplorer(
      (arrangement) =>
        explorerTree({
          entries: index.entries(),
          summaryOf,
          sessionOf: (folder) => sessions.ofRun(folder),
          now: Date.now(),
          arrangement,
        }),
      context.workspaceState,
    ),
  );
  owned.add(createStatusBar(sessions));
  owned.add(linkManifests(pages));
  owned.add(followConfigs({ server: places.languageServer, log, index, summaries }));

  const refresh = owned.add(new Throttle(1000, () => explorer.refresh(), failed));
  for (const { changed } of [index, summaries, sessions]) owned.add(changed.listen(() => refresh.request()));
  const conclude = async (session: EndedSession): Promise<void> => {
    await index.refresh();
    const folder = session.run?.runFolder;
    const quiet =
      session.goesOn === true ||
      !readSetting('initscope.notifyWhenFinished') ||
      (folder !== undefined && panels.isVisible(folder));
    const summary = quiet || folder === undefined ? undefined : await summaries.read(folder);
    await announceEnd({ session, best: bestText(summary), quiet });
  };
  owned.add(
    sessions.found.listen(({ session, finding }) => void announceFinding(session, finding).catch(failed)),
  );
  owned.add(sessions.ended.listen((session) => void conclude(session).catch(failed)));

  const { version } = context.extension.packageJSON as { readonly version: string };
  owned.add(tellMilestones(index, panels));
  const app: App = {
    id: context.extension.id,
    version,
    places,
    log,
    pages,
    sessions,
    index,
    summaries,
    panels,
    explorer,
    launchTrainer,
  };
  owned.add(registerCommands(createHandlers(app), log));
  return owned;
}
