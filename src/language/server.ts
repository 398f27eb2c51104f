import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  createConnection,
  DidChangeConfigurationNotification,
  InlayHintRefreshRequest,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { inspectPath } from '../data/inspect';
import { IGNORE_SETTING, LastRunsChanged, ResultsRequest } from './protocol';
import type { LastRun } from './protocol';
import { codeLensesOf } from './service/codeLenses';
import type { Results } from './service/codeLenses';
import { TRIGGERS, completionsAt } from './service/completion/complete';
import type { ListFolder } from './service/completion/paths';
import { parseConfig } from './service/configDocument';
import { DatasetKnowledge } from './service/datasetKnowledge';
import { toDiagnostic } from './service/diagnostics';
import { codeActionsOf } from './service/fixes/codeActions';
import { foldingOf } from './service/folding';
import { hoverAt } from './service/hover/hover';
import { inlayHintsOf } from './service/inlayHints';
import { problemsOf } from './service/problems';
import { renameEdits, renameRange } from './service/rename';
import { advance } from './service/state';
import type { ConfigState } from './service/state';
import { runFindingsOf } from './service/runFindings';
import { symbolsOf } from './service/symbols';
import { trainedIn } from './service/trained';

/** A thin shell: it keeps documents, settings and the last runs, and asks the service. */
const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
const datasets = new DatasetKnowledge(inspectPath, Date.now);
const states = new Map<string, ConfigState>();
/** Pages that diagnostics link to; the server is bundled into a folder beside them. */
const DOCS = pathToFileURL(join(__dirname, '..', 'docs')).href + '/';

let lastRuns: Readonly<Record<string, LastRun>> = {};
let ignored: ReadonlySet<string> = new Set();
let client = { configuration: false, codeLens: false, inlayHint: false };

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
  const diagnostics = problemsOf(config, analysis, ignored, ofLastRun).map((problem) =>
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

connection.onInitialize(({ capabilities: { workspace } }) => {
  client = {
    configuration: workspace?.configuration === true,
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
  if (!(await datasets.settle()) || documents.get(uri)?.version !== version) return;
  publish(document);
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
  const edits = state && offset !== undefined ? renameEdits(state.document, offset, newName) : undefined;
  return edits === undefined ? null : { changes: { [uri]: edits } };
});

connection.onNotification(LastRunsChanged, ({ runs }) => {
  const before = lastRuns;
  lastRuns = runs;
  for (const document of documents.all())
    if (findingsOf(before[document.uri]) !== findingsOf(runs[document.uri])) publish(document);
  if (client.codeLens) void connection.sendRequest(CodeLensRefreshRequest.type);
});

documents.listen(connection);
connection.listen();
