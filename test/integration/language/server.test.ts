import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { CodeAction, CodeLens, CompletionItem, Diagnostic, Hover } from 'vscode-languageserver-types';
import { bundleProduct } from '../../../scripts/bundles';
import { LastRunsChanged, ResultsRequest } from '../../../src/language/protocol';
import type { ResultsQuestion } from '../../../src/language/protocol';
import { SERVER_ARGUMENTS } from '../../../src/language/serverProcess';
import { encodeSafetensors } from '../../../src/weights/safetensors';
import { KOREAN } from '../../unit/korean';

/** The bundled server in a process of its own, spoken to as an editor does. */
const folder = await mkdtemp(join(tmpdir(), 'initscope-server-'));
let connection: MessageConnection;
const stops: (() => void)[] = [];
let ignored: string[] = [];
const diagnostics = new Map<string, (found: Diagnostic[]) => void>();

const uri = pathToFileURL(join(folder, 'a.initscope.yaml')).href;
const textDocument = { uri };
const TEXT = `dataset: mnist-embedded
model:
  layers: [flatten, { dense: 32 }, { dense: 10 }]
initializers:
  - zeros
`;

let version = 10;
/** Opens the file anew with this text. */
async function open(text: string): Promise<void> {
  await connection.sendNotification('textDocument/didClose', { textDocument });
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'initscope', version: version++, text },
  });
}

const next = (of = uri): Promise<Diagnostic[]> => new Promise((resolve) => diagnostics.set(of, resolve));

/** The next diagnostics of which something is true. */
const nextThat = (holds: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]> =>
  new Promise((resolve) =>
    diagnostics.set(uri, (found) => {
      if (holds(found)) resolve(found);
    }),
  );

/** Starts the bundled server and says hello. */
async function start(initializationOptions?: unknown): Promise<MessageConnection> {
  const child = fork(join(folder, 'dist', 'server.cjs'), ['--node-ipc'], {
    execArgv: [...SERVER_ARGUMENTS],
    silent: true,
  });
  const server = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  stops.push(() => {
    server.dispose();
    child.kill();
  });
  server.onRequest('workspace/configuration', () => [ignored]);
  server.onRequest('client/registerCapability', () => null);
  server.listen();
  await server.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
    },
    ...(initializationOptions !== undefined && { initializationOptions }),
  });
  await server.sendNotification('initialized', {});
  return server;
}

beforeAll(async () => {
  await bundleProduct('server', join(folder, 'dist'));
  connection = await start();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { uri: string; diagnostics: Diagnostic[] }) => diagnostics.get(params.uri)?.(params.diagnostics),
  );
});

afterAll(async () => {
  for (const stop of stops) stop();
  await rm(folder, { recursive: true });
});

test('an editor session: a finding, its fix, completion, hover, lenses, and settings that silence', async () => {
  const opened = next();
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'initscope', version: 1, text: TEXT },
  });
  const [finding] = await opened;
  expect(finding).toMatchObject({
    code: 'broken-symmetry',
    severity: 1,
    range: { start: { line: 4, character: 4 } },
  });
  expect(finding?.codeDescription?.href).toMatch(/^file:.*\/docs\/diagnostics\.md#broken-symmetry$/);

  const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument,
    range: finding?.range,
    context: { diagnostics: [finding] },
  });
  expect(actions[0]).toMatchObject({ title: 'Use heNormal, which fits relu', isPreferred: true });

  const items = await connection.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument,
    position: { line: 4, character: 4 },
  });
  expect(items.map(({ label }) => label)).toContain('heNormal');

  const hover = await connection.sendRequest<Hover>('textDocument/hover', {
    textDocument,
    position: { line: 4, character: 6 },
  });
  expect(hover.contents).toMatchObject({ value: expect.stringContaining('learns nothing') as string });

  const lenses = await connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
  expect(lenses.map(({ command }) => command?.title)).toContain(
    'predicted: learns nothing: no weight gets a gradient',
  );

  ignored = ['broken-symmetry'];
  const silenced = nextThat((found) => found.length === 0);
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  expect(await silenced).toEqual([]);
});

test('data named by its path is looked into, and completed from the disk', async () => {
  await writeFile(join(folder, 'flowers.csv'), 'a,b,kind\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n');
  const text = TEXT.replace('mnist-embedded', './flowers.csv')
    .replace('flatten, ', '')
    .replace('zeros', 'heNormal');
  const found = nextThat((now) => now.some(({ code }) => code === 'too-wide'));
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text }],
  });
  expect((await found).map(({ code }) => code)).toContain('too-wide');
  const items = await connection.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument,
    position: { line: 0, character: 'dataset: ./'.length },
  });
  expect(items.map(({ label }) => label)).toContain('./flowers.csv');
});

test('an initializer’s lens shows its last result, asked for by what is trained', async () => {
  const asked: ResultsQuestion[] = [];
  connection.onRequest(ResultsRequest, (question) => {
    asked.push(question);
    return question.initializers.map(() => ({
      folder: '/r/b',
      state: 'finished' as const,
      figure: { metric: 'accuracy' as const, value: 0.949 },
    }));
  });
  await open(TEXT);
  const titles = async (): Promise<string[]> =>
    (await connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument })).map(
      ({ command }) => command?.title ?? '',
    );
  expect(await titles()).not.toContain('last: 94.9 %');
  expect(asked).toEqual([]);
  await connection.sendNotification(LastRunsChanged, {
    runs: { [uri]: { folder: '/r/b', name: 'b', running: false, findings: [] } },
  });
  expect(await titles()).toContain('last: 94.9 %');
  expect(asked).toEqual([{ config: uri, initializers: [expect.stringMatching(/^[0-9a-f]{16}$/)] }]);
});

test('weights that are not there are told once they were looked for, and no more once they are', async () => {
  const text = `${TEXT.replace('zeros', 'heNormal')}transfer: { from: ./w.safetensors, reuse: [dense_1] }\n`;
  const told = nextThat((found) => found.length > 0);
  await open(text);
  expect(await told).toMatchObject([
    {
      code: 'unreadable-weights',
      range: { start: { line: 5, character: 18 }, end: { line: 5, character: 33 } },
    },
  ]);
  const tensors = {
    'weights/dense_1/kernel': { shape: [784, 32], values: new Float32Array(784 * 32) },
    'weights/dense_1/bias': { shape: [32], values: new Float32Array(32) },
  };
  await writeFile(join(folder, 'w.safetensors'), encodeSafetensors(tensors));
  const mended = nextThat((found) => found.length === 0);
  await connection.sendNotification(LastRunsChanged, {
    runs: { [uri]: { folder: '/r/c', name: 'c', running: false, findings: [] } },
  });
  expect(await mended).toEqual([]);
});

test('a rename that would make a mistake is refused', async () => {
  await open(TEXT.replace('  - zeros\n', '  - zeros\n  - { heNormal: {}, label: he }\n'));
  const rename = (newName: string) =>
    connection.sendRequest<{ changes: object }>('textDocument/rename', {
      textDocument,
      position: { line: 5, character: 28 },
      newName,
    });
  await expect(rename('zeros')).rejects.toThrow(/two initializers are called "zeros"/);
  expect((await rename('He')).changes).toHaveProperty([uri]);
});

test.each([
  ['in the language that it is handed', { texts: KOREAN }, /^학습할 수 없음: /],
  ['in English where it is handed something else', { texts: 'ko' }, /^cannot learn: /],
])('tells of a config %s', async (_, options, message) => {
  const server = await start(options);
  const told = new Promise<Diagnostic[]>((resolve) =>
    server.onNotification('textDocument/publishDiagnostics', (params: { diagnostics: Diagnostic[] }) => {
      resolve(params.diagnostics);
    }),
  );
  await server.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'initscope', version: 1, text: TEXT },
  });
  expect((await told)[0]?.message).toMatch(message);
});
