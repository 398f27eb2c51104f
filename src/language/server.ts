import {
  CodeLensRefreshRequest,
  createConnection,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { inspectPath } from '../data/inspect';
import { LastRunsChanged } from './protocol';
import type { LastRun } from './protocol';
import { codeLensesOf } from './service/codeLenses';
import { parseConfig } from './service/configDocument';
import type { ConfigDocument } from './service/configDocument';
import { DatasetKnowledge } from './service/datasetKnowledge';
import { diagnosticsOf } from './service/diagnostics';

/** A thin shell: it keeps documents and the last runs, and asks the service. */
const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
const datasets = new DatasetKnowledge(inspectPath, Date.now);
const parsed = new Map<string, ConfigDocument>();
let lastRuns: Readonly<Record<string, LastRun>> = {};
let refreshesLenses = false;

const parse = (document: TextDocument): ConfigDocument => {
  const config = parseConfig(document.uri, document.version, document.getText(), datasets.describe);
  parsed.set(document.uri, config);
  return config;
};

/** The document as it stands, parsed once per version. */
function configAt(uri: string): ConfigDocument | undefined {
  const document = documents.get(uri);
  if (document === undefined) return undefined;
  const known = parsed.get(uri);
  return known?.version === document.version ? known : parse(document);
}

function publish(document: TextDocument): void {
  const { uri, version } = document;
  void connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(parse(document)) });
}

connection.onInitialize(({ capabilities }) => {
  refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      codeLensProvider: { resolveProvider: false },
    },
  };
});

documents.onDidChangeContent(async ({ document }) => {
  publish(document);
  const { uri, version } = document;
  if ((await datasets.settle()) && documents.get(uri)?.version === version) publish(document);
});

documents.onDidClose(({ document: { uri } }) => {
  parsed.delete(uri);
  void connection.sendDiagnostics({ uri, diagnostics: [] });
});

connection.onCodeLens(({ textDocument: { uri } }) => {
  const config = configAt(uri);
  return config === undefined ? [] : codeLensesOf(config, lastRuns[uri]);
});

connection.onNotification(LastRunsChanged, ({ runs }) => {
  lastRuns = runs;
  if (refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
});

documents.listen(connection);
connection.listen();
