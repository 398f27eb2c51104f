import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  createConnection,
  DidChangeConfigurationNotification,
  InlayHintRefreshRequest,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { inspectPath } from '../data/inspect';
import { inspectTransfer } from '../runs/inspectTransfer';
import type { TransferProblem, TransferQuestion } from '../runs/inspectTransfer';
import { RunStore } from '../runs/store/runStore';
import { RUNS_FOLDER } from '../runs/store/layout';
import { translateWith, translator } from '../shared/l10n';
import { fields, is, mapOf, maybe, problemOf } from '../shared/shape';
import { IGNORE_SETTING, RUNS_FOLDER_SETTING } from './names';
import { LastRunsChanged, ResultsRequest } from './protocol';
import type { LastRun, ServerOptions } from './protocol';
import { codeLensesOf } from './service/codeLenses';
import type { Results } from './service/codeLenses';
import { TRIGGERS, completionsAt } from './service/completion/complete';
import type { ListFolder } from './service/completion/paths';
import { parseConfig, pathOf } from './service/configDocument';
import type { ConfigDocument } from './service/configDocument';
import { DatasetKnowledge } from './service/datasetKnowledge';
import { toDiagnostic } from './service/diagnostics';
import { codeActionsOf } from './service/fixes/codeActions';
import { foldingOf } from './service/folding';
import { hoverAt } from './service/hover/hover';
import { inlayHintsOf } from './service/inlayHints';
import { Knowledge } from './service/knowledge';
import { problemsOf } from './service/problems';
import { rename, renameRange } from './service/rename';
import { advance } from './service/state';
import type { ConfigState } from './service/state';
import { runFindingsOf } from './service/runFindings';
import { symbolsOf } from './service/symbols';
import { trainedIn } from './service/trained';
import { transferProblems, transferQuestion } from './service/transferProblems';

/** A thin shell: it keeps documents, settings and the last runs, and asks the service. */
const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
const datasets = new DatasetKnowledge(inspectPath, Date.now);
const states = new Map<string, ConfigState>();
/** Pages that diagnostics link to; the server is bundled into a folder beside them. */
const DOCS = pathToFileURL(join(__dirname, '..', 'docs')).href + '/';

let lastRuns: Readonly<Record<string, LastRun>> = {};
let ignored: ReadonlySet<string> = new Set();
let client = { configuration: false, workspaceFolders: false, codeLens: false, inlayHint: false };

/** What is known of the weights that configs begin with, by uri and question. */
const transfers = new Knowledge<readonly [string, TransferQuestion], readonly TransferProblem[]>(
  async ([uri, question]) => inspectTransfer(question, await storeOf(uri)),
  Date.now,
);
const stores = new Map<string, RunStore>();

/** The runs of a config: those of its workspace folder, or beside a config that is in none. */
async function storeOf(uri: string): Promise<RunStore> {
  const folders = (client.workspaceFolders && (await connection.workspace.getWorkspaceFolders())) || [];
  const [own] = folders
    .filter((folder) => uri.startsWith(`${folder.uri}/`))
    .sort((a, b) => b.uri.length - a.uri.length);
  const setting: unknown = client.configuration
    ? await connection.workspace.getConfiguration({ scopeUri: uri, section: RUNS_FOLDER_SETTING })
    : undefined;
  const folder =
    own === undefined
      ? join(dirname(pathOf(uri)), RUNS_FOLDER)
      : resolve(fileURLToPath(own.uri), typeof setting === 'string' ? setting : RUNS_FOLDER);
  const store = stores.get(folder) ?? new RunStore(folder);
  stores.set(folder, store);
  return store;
}

function problemsOfTransfer(config: ConfigDocument): ReturnType<typeof transferProblems> {
  const question = transferQuestion(config);
  return question === undefined ? [] : transferProblems(config, transfers.ask([config.uri, question]) ?? []);
}

const listFolder: ListFolder = async (path) =>
  (await readdir(path, { withFileTypes: true })).map((entry) => ({
    name: entry.name,
    isFolder: entry.isDirectory(),
  }));

function parse(document: TextDocument): ConfigState {
  const { uri, version } = document;
  const previous = states.get(uri);
  const config = parseConfig(uri, version, document.getText(), datasets.describe, previous?.document);
  const state = advance(config, previous);
  states.set(uri, state);
  return state;
}

/** The document as it stands, parsed once per version. */
function stateAt(uri: string): ConfigState | undefined {
  const document = documents.get(uri);
  if (document === undefined) return undefined;
  const known = states.get(uri);
  return known?.document.version === document.version ? known : parse(document);
}

function publish(document: TextDocument): void {
  const { uri, version } = document;
  const { document: config, analysis } = parse(document);
  const ofLastRun = runFindingsOf(config.outline, lastRuns[uri]);
  const { text } = config;
  const problems = [...config.problems, ...problemsOfTransfer(config)];
  const diagnostics = problemsOf({ text, problems }, analysis, ignored, ofLastRun).map((problem) =>
    toDiagnostic(problem, DOCS),
  );
  void connection.sendDiagnostics({ uri, version, diagnostics });
}

const findingsOf = (run: LastRun | undefined): string => JSON.stringify(run?.findings ?? []);

async function readSettings(): Promise<void> {
  if (!client.configuration) return;
  const value: unknown = await connection.workspace.getConfiguration(IGNORE_SETTING);
  ignored = new Set(
    Array.isArray(value) ? value.filter((code): code is string => typeof code === 'string') : [],
  );
  for (const document of documents.all()) publish(document);
}

const OPTIONS = fields({ texts: maybe(mapOf(is('string'))) });

/** Speaks the client's language. A client may have options of its own: they are told of, and go unheard. */
function speak(options: unknown): void {
  const problem = problemOf(OPTIONS, options, 'initializationOptions');
  if (problem !== undefined) {
    connection.console.warn(problem);
    return;
  }
  const { texts } = options as ServerOptions;
  if (texts !== undefined) translateWith(translator(texts));
}

connection.onInitialize(({ capabilities: { workspace }, initializationOptions }) => {
  speak(initializationOptions ?? {});
  client = {
    configuration: workspace?.configuration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    codeLens: workspace?.codeLens?.refreshSupport === true,
    inlayHint: workspace?.inlayHint?.refreshSupport === true,
  };
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      codeLensProvider: { resolveProvider: false },
      completionProvider: { triggerCharacters: TRIGGERS },
      hoverProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      documentSymbolProvider: true,
      foldingRangeProvider: true,
      renameProvider: { prepareProvider: true },
    },
  };
});

connection.onInitialized(async () => {
  if (client.configuration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: IGNORE_SETTING });
  await readSettings();
});

connection.onDidChangeConfiguration(readSettings);

documents.onDidChangeContent(async ({ document }) => {
  publish(document);
  const { uri, version } = document;
  const isCurrent = (): boolean => documents.get(uri)?.version === version;
  const ofData = await datasets.settle();
  if (ofData && isCurrent()) publish(document); // only now the weights that it begins with may be asked for
  const ofWeights = await transfers.settle();
  if (ofWeights && isCurrent()) publish(document);
  if (!ofData || !isCurrent()) return;
  if (client.codeLens) void connection.sendRequest(CodeLensRefreshRequest.type);
  if (client.inlayHint) void connection.sendRequest(InlayHintRefreshRequest.type);
});

documents.onDidClose(({ document: { uri } }) => {
  states.delete(uri);
  void connection.sendDiagnostics({ uri, diagnostics: [] });
});

connection.onCompletion(({ textDocument: { uri }, position }) => {
  const state = stateAt(uri);
  const offset = documents.get(uri)?.offsetAt(position);
  return state && offset !== undefined ? completionsAt(state.document, offset, { listFolder }) : [];
});

connection.onHover(({ textDocument: { uri }, position }) => {
  const state = stateAt(uri);
  const offset = documents.get(uri)?.offsetAt(position);
  return (state && offset !== undefined && hoverAt(state, offset)) || null;
});

connection.onCodeAction(({ textDocument: { uri }, context }) => {
  const state = stateAt(uri);
  return state ? codeActionsOf(state, context.diagnostics) : [];
});

connection.onCodeLens(async ({ textDocument: { uri } }) => {
  const state = stateAt(uri);
  return state === undefined ? [] : codeLensesOf(state, lastRuns[uri], await resultsOf(uri, state));
});

/** How the initializers of a config fared; asked for only where it has been run. */
async function resultsOf(config: string, state: ConfigState): Promise<Results> {
  const trained = trainedIn(state);
  const initializers = trained.filter((one) => one !== undefined);
  if (lastRuns[config] === undefined || initializers.length === 0) return [];
  const results = await connection.sendRequest(ResultsRequest, { config, initializers });
  return trained.map((one) => (one === undefined ? undefined : results[initializers.indexOf(one)]));
}

connection.languages.inlayHint.on(({ textDocument: { uri }, range }) => {
  const state = stateAt(uri);
  return state ? inlayHintsOf(state, range) : [];
});

connection.onDocumentSymbol(({ textDocument: { uri } }) => {
  const state = stateAt(uri);
  return state ? symbolsOf(state.document) : [];
});

connection.onFoldingRanges(({ textDocument: { uri } }) => {
  const state = stateAt(uri);
  return state ? foldingOf(state.document) : [];
});

connection.onPrepareRename(({ textDocument: { uri }, position }) => {
  const state = stateAt(uri);
  const offset = documents.get(uri)?.offsetAt(position);
  return (state && offset !== undefined && renameRange(state.document, offset)) || null;
});

connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
  const state = stateAt(uri);
  const offset = documents.get(uri)?.offsetAt(position);
  if (state === undefined || offset === undefined) return null;
  const renamed = rename(state.document, offset, newName, datasets.describe);
  if (renamed === undefined) return null;
  if ('refusal' in renamed) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.refusal);
  return { changes: { [uri]: renamed.edits } };
});

/** Which runs there are, and which of them have ended. */
const foldersOf = (runs: typeof lastRuns): string =>
  Object.values(runs)
    .map(({ folder, running }) => `${folder} ${running}`)
    .join('\n');

/** Looks again for the weights that configs begin with. */
async function lookForWeights(): Promise<void> {
  transfers.doubt();
  const open = documents.all().map(({ uri }) => stateAt(uri));
  for (const state of open) if (state) problemsOfTransfer(state.document);
  if (await transfers.settle()) for (const document of documents.all()) publish(document);
}

connection.onNotification(LastRunsChanged, ({ runs }) => {
  const before = lastRuns;
  lastRuns = runs;
  for (const document of documents.all())
    if (findingsOf(before[document.uri]) !== findingsOf(runs[document.uri])) publish(document);
  if (foldersOf(before) !== foldersOf(runs)) void lookForWeights();
  if (client.codeLens) void connection.sendRequest(CodeLensRefreshRequest.type);
});

documents.listen(connection);
connection.listen();
