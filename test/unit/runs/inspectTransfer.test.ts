import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDataset } from '../../../src/data/registry';
import { parseExperiment } from '../../../src/experiment/parse';
import { parseConfig } from '../../../src/language/service/configDocument';
import { transferProblems, transferQuestion } from '../../../src/language/service/transferProblems';
import { inspectTransfer } from '../../../src/runs/inspectTransfer';
import { RunStore } from '../../../src/runs/store/runStore';
import { RunWriter } from '../../../src/runs/store/runWriter';
import { encodeSafetensors } from '../../../src/weights/safetensors';
import type { NamedTensors } from '../../../src/weights/tensors';
import { startOf } from '../../support/manifest';

let folder = '';
let store: RunStore;

const tensors = (hidden: number): NamedTensors => ({
  'weights/first/kernel': { shape: [2, hidden], values: new Float32Array(2 * hidden) },
  'weights/first/bias': { shape: [hidden], values: new Float32Array(hidden) },
});

/** A run of `digits` with a checkpoint of both of its initializers. */
async function aRun(): Promise<void> {
  const text =
    'dataset: xor\nmodel: { layers: [{ dense: 8 }, { dense: 2 }] }\ninitializers: [heNormal, zeros]\n';
  const path = join(folder, 'digits.initscope.yaml');
  const { experiment } = parseExperiment(text, { path, describeDataset });
  if (experiment === undefined) throw new Error(text);
  const writer = await RunWriter.create(store.folder, startOf(experiment));
  for (const initializer of ['heNormal', 'zeros'])
    await writer.saveCheckpoint({ initializer, seed: 1 }, { step: 10, tensors: tensors(8) });
  await writer.finish('finished');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initscope-transfer-'));
  store = new RunStore(join(folder, 'runs'));
  await writeFile(join(folder, 'first.safetensors'), encodeSafetensors(tensors(8)));
  await writeFile(join(folder, 'damaged.safetensors'), 'not a header');
  await aRun();
});
afterAll(() => rm(folder, { recursive: true }));

/** What is told, by the text that it marks. */
async function told(transfer: string, units = 8): Promise<string[]> {
  const text = `dataset: xor
model:
  layers: [{ dense: { units: ${units}, name: first } }, { dense: { units: 2, name: second } }]
initializers: [heNormal]
transfer: ${transfer}
`;
  const document = parseConfig(`file://${folder}/a.initscope.yaml`, 1, text, describeDataset);
  const question = transferQuestion(document);
  if (question === undefined) throw new Error(JSON.stringify(document.problems));
  return transferProblems(document, await inspectTransfer(question, store)).map(
    ({ code, message, range, suggestion = '' }) =>
      `${text.slice(range.start.offset, range.end.offset)} ⟨${code}⟩ ${message} ⟨${suggestion}⟩`,
  );
}

test('weights that are there and fit are no problem', async () => {
  expect(await told('{ from: ./first.safetensors, reuse: [first] }')).toEqual([]);
  expect(await told('{ from: digits, reuse: { first: dense_1 } }')).toEqual([
    expect.stringContaining('found the layers first, expected a layer "dense_1"'),
  ]);
  expect(await told('{ from: digits, reuse: [first] }')).toEqual([]);
});

test.each([
  ['no such file', '{ from: ./none.npz }', /^\.\/none\.npz ⟨unreadable-weights⟩ .*none\.npz is not there/],
  ['a bare path', './none.npz', /^\.\/none\.npz ⟨unreadable-weights⟩/],
  [
    'an experiment that has no run',
    '{ from: digitz }',
    /^digitz ⟨unreadable-weights⟩ .*Did you mean “digits”\?.* ⟨digits⟩$/,
  ],
  [
    'a damaged file',
    '{ from: ./damaged.safetensors }',
    /^\.\/damaged\.safetensors ⟨unreadable-weights⟩ .*expected/,
  ],
  [
    'an initializer that was not trained there',
    '{ from: digits, initializer: zero, reuse: [first] }',
    /^zero ⟨unreadable-weights⟩ .*has initializers heNormal, zeros, not zero.* ⟨zeros⟩$/,
  ],
  [
    'a seed that was not trained there',
    '{ from: digits, seed: 7, reuse: [first] }',
    /^7 ⟨unreadable-weights⟩ .*not 7/,
  ],
  [
    'a checkpoint that is not kept',
    '{ from: digits, checkpoint: 3, reuse: [first] }',
    /^3 ⟨unreadable-weights⟩ .*there are: 10/,
  ],
  [
    'a layer that is not there',
    '{ from: ./first.safetensors, reuse: [first, sec*] }',
    /^sec\* ⟨unfitting-weights⟩ .*expected a layer "second"/,
  ],
  [
    'all layers, one of which is not there',
    './first.safetensors',
    /^\.\/first\.safetensors ⟨unfitting-weights⟩ .*expected a layer "second"/,
  ],
  [
    'a layer that is called otherwise there',
    '{ from: ./first.safetensors, reuse: { first: frist } }',
    /^frist ⟨unfitting-weights⟩ .*did you mean "first"\?/,
  ],
])('%s is told at its place', async (_, transfer, expected) => {
  const [problem, ...others] = await told(transfer);
  expect(problem).toMatch(expected);
  expect(others).toEqual([]);
});

test('another shape is told with both', async () => {
  expect(await told('{ from: digits, reuse: [first] }', 9)).toEqual([
    expect.stringMatching(/^first ⟨unfitting-weights⟩ .*found shape 2×8, expected 2×9/),
  ]);
});
