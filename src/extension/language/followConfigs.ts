import { Uri, workspace } from 'vscode';
import type { LogOutputChannel, TextDocument } from 'vscode';
import { LANGUAGE_IDS } from '../../language/names';
import type { InitializerResult, ResultsQuestion } from '../../language/protocol';
import type { ReadableRun } from '../../runs/store/runStore';
import type { RunSummary } from '../../runs/summary';
import type { RunIndex } from '../runs/runIndex';
import { lastResults } from '../runs/lastResults';
import { lastRuns } from '../runs/lastRuns';
import type { SummaryCache } from '../runs/summaryCache';
import { reportError } from '../ui/commands';
import { Disposables } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import { t } from '../ui/l10n';
import { Throttle } from '../ui/throttle';
import type { Language } from './client';

export interface FollowOptions {
  readonly server: string;
  readonly log: LogOutputChannel;
  readonly index: RunIndex;
  readonly summaries: SummaryCache;
}

/** Milliseconds between two updates of the figures in code lenses. */
const INTERVAL = 1000;

/** Starts the language server with the first config file that is opened, and keeps its lenses up to date. */
export function followConfigs({ server, log, index, summaries }: FollowOptions): Disposable {
  const owned = new Disposables();
  let language: Promise<Language | undefined> | undefined;
  const summaryOf = (run: ReadableRun): RunSummary | undefined => summaries.get(run);
  const resultsOf = ({ config, initializers }: ResultsQuestion): readonly (InitializerResult | null)[] => {
    const isOwn = ({ manifest }: ReadableRun): boolean => uriOf(manifest.config.path) === config;
    return lastResults(index.readable().filter(isOwn), initializers, summaryOf);
  };

  const update = owned.add(
    new Throttle(
      INTERVAL,
      async () => {
        const started = await language;
        await started?.showLastRuns(lastRuns(index.readable(), summaryOf, uriOf));
      },
      (error) => log.error(String(error)),
    ),
  );
  const start = async (): Promise<Language | undefined> => {
    try {
      const { startLanguage } = await import('./client');
      return owned.add(await startLanguage(server, resultsOf, log));
    } catch (error) {
      void reportError(t('Starting the language server'), error, log);
      return undefined;
    }
  };
  const opened = (document: TextDocument): void => {
    if (language !== undefined || !isConfigLanguage(document.languageId)) return;
    language = start();
    update.request();
  };

  owned.add(workspace.onDidOpenTextDocument(opened));
  for (const { changed } of [index, summaries]) owned.add(changed.listen(() => update.request()));
  workspace.textDocuments.forEach(opened);
  return owned;
}

const uriOf = (path: string): string => Uri.file(path).toString();

const isConfigLanguage = (id: string): boolean => (Object.values(LANGUAGE_IDS) as string[]).includes(id);
