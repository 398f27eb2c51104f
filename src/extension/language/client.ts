import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import { l10n, languages, LanguageStatusSeverity } from 'vscode';
import type { LogOutputChannel } from 'vscode';
import { LANGUAGE_IDS } from '../../language/names';
import { LastRunsChanged, ResultsRequest } from '../../language/protocol';
import type { InitializerResult, LastRun, ResultsQuestion, ServerOptions } from '../../language/protocol';
import { SERVER_ARGUMENTS } from '../../language/serverProcess';
import { Disposables } from '../ui/disposables';
import type { Disposable } from '../ui/disposables';
import { t } from '../ui/l10n';

/** Also the prefix of the setting `initscope.trace.server`. */
const CLIENT_ID = 'initscope';

const SELECTOR = Object.values(LANGUAGE_IDS).flatMap((language) => [
  { language, scheme: 'file' },
  { language, scheme: 'untitled' },
]);

export interface Language extends Disposable {
  /** Tells the server the newest run of each config, by uri. */
  showLastRuns(runs: Readonly<Record<string, LastRun>>): Promise<void>;
}

/**
 * Starts the language server in a process of its own; a status item says when it is not running.
 * @param resultsOf answers how initializers of a config fared
 */
export async function startLanguage(
  serverModule: string,
  resultsOf: (question: ResultsQuestion) => readonly (InitializerResult | null)[],
  log: LogOutputChannel,
): Promise<Language> {
  const owned = new Disposables();
  const client = new LanguageClient(
    CLIENT_ID,
    'InitScope Language Server',
    { module: serverModule, transport: TransportKind.ipc, options: { execArgv: [...SERVER_ARGUMENTS] } },
    {
      documentSelector: SELECTOR,
      outputChannel: log,
      initializationOptions: { ...(l10n.bundle && { texts: l10n.bundle }) } satisfies ServerOptions,
    },
  );
  owned.add({ dispose: () => void client.dispose() });
  owned.add(client.onRequest(ResultsRequest, resultsOf));
  const status = owned.add(languages.createLanguageStatusItem('initscope.server', SELECTOR));
  status.name = 'InitScope';
  owned.add(
    client.onDidChangeState(({ newState }) => {
      const stopped = newState === State.Stopped;
      status.text = stopped ? t('InitScope language server stopped') : t('InitScope language server');
      status.busy = newState === State.Starting;
      status.severity = stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
      status.command = { command: 'initscope.showLog', title: t('Show log') };
    }),
  );
  try {
    await client.start();
  } catch (error) {
    owned.dispose();
    throw error;
  }
  return {
    showLastRuns: (runs) => client.sendNotification(LastRunsChanged, { runs }),
    dispose: () => owned.dispose(),
  };
}
