import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Predictions } from '../../../../src/extension/panel/predictions';
import type { OpenNetworks } from '../../../../src/extension/panel/predictions';
import { asPageMessage } from '../../../../src/extension/panel/pageMessage';
import { writeCheckpoint } from '../../../../src/runs/store/checkpoints';
import { trialFolderOf } from '../../../../src/runs/store/layout';
import type { NetworkId } from '../../../../src/trainer/protocol';
import type { HostMessage, PredictionsRequest } from '../../../../webview/contract';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initscope-predictions-'));
  const trial = trialFolderOf(folder, { initializer: 'zeros', seed: 1 });
  await mkdir(trial, { recursive: true });
  for (const step of [10, 20])
    await writeCheckpoint(
      trial,
      {
        format: 1,
        run: 'r',
        experiment: 'e',
        initializer: 'zeros',
        seed: 1,
        step,
        best: { step: 10, loss: 1 },
        streams: { batches: { name: 'b', position: 0 }, noise: 'n' },
        saved: '2026-01-01T00:00:00Z',
      },
      {},
    );
});
afterEach(() => rm(folder, { recursive: true }));

/** Networks of three samples and two classes; that of step 20 takes all for class 1. */
function networks() {
  const asked: NetworkId[] = [];
  const opened: OpenNetworks['opened'] = {
    engine: { name: 'cpu', device: 'none', reason: '' },
    validation: { count: 3, shape: [2], bytes: false, classes: ['a', 'b'], targets: Int32Array.of(0, 1, 0) },
    outputs: 2,
  };
  let end = (): void => undefined;
  const ended = (): Promise<never> =>
    new Promise<never>((_, reject) => (end = () => reject(new Error('gone'))));
  const client = {
    evaluate: vi.fn((network: NetworkId) => {
      asked.push(network);
      const outputs = network.step === 20 ? [0, 1, 0, 2, 0, 3] : [1, 0, 2, 0, 3, 0];
      return Promise.resolve({ loss: 0.5, outputs: Float32Array.from(outputs) });
    }),
    predict: vi.fn(() => Promise.resolve(Float32Array.of(7, 8))),
    readSamples: ({ indices }: { readonly indices: readonly number[] }) =>
      Promise.resolve(Float32Array.from(indices.flatMap((index) => [index, -index]))),
    dispose: vi.fn(() => Promise.resolve()),
  };
  const open = vi.fn(() => Promise.resolve({ opened, client: { ...client, ended: ended() } }));
  const sent: HostMessage[] = [];
  const predictions = new Predictions({ folder, open, send: (message) => void sent.push(message) });
  return { predictions, open, client, sent, asked, end: () => end() };
}

const request = (more: Partial<PredictionsRequest> = {}): PredictionsRequest => ({
  trials: [{ initializer: 'zeros', seed: 1 }],
  latest: 20,
  samples: [0, 2, 99],
  ...more,
});

test('a request is answered with the set, the samples that there are, and each trial', async () => {
  const { predictions, sent } = networks();
  await predictions.ask(request({ drawing: new Uint8Array(4) }));
  predictions.dispose();
  expect(sent).toEqual([
    {
      type: 'validation',
      count: 3,
      shape: [2],
      bytes: false,
      classes: ['a', 'b'],
      targets: Int32Array.of(0, 1, 0),
      outputs: 2,
      engine: 'cpu',
    },
    { type: 'samples', indices: [0, 2], values: Float32Array.of(0, -0, 2, -2) },
    {
      type: 'evaluation',
      trial: { initializer: 'zeros', seed: 1 },
      step: 20,
      steps: [10, 20],
      best: 10,
      loss: 0.5,
      predicted: Int32Array.of(1, 1, 1),
      samples: [0, 2],
      outputs: Float32Array.of(0, 1, 0, 3),
      drawn: Float32Array.of(7, 8),
    },
  ]);
});

test.each([
  [undefined, 20],
  [25, 20],
  [19, 10],
  [3, 10],
])('at step %s the checkpoint of step %s is asked', async (step, of) => {
  const { predictions, asked } = networks();
  await predictions.ask(request(step === undefined ? {} : { step }));
  predictions.dispose();
  expect(asked).toEqual([{ initializer: 'zeros', seed: 1, step: of }]);
});

test('a network is evaluated once, in one process', async () => {
  const { predictions, client, open } = networks();
  await predictions.ask(request());
  await predictions.ask(request({ samples: [1] }));
  predictions.dispose();
  expect(client.evaluate).toHaveBeenCalledTimes(1);
  expect(open).toHaveBeenCalledTimes(1);
});

test('a request that has been replaced is not answered any more', async () => {
  const { predictions, sent } = networks();
  await Promise.all([predictions.ask(request({ samples: [0] })), predictions.ask(request({ samples: [1] }))]);
  predictions.dispose();
  expect(sent.flatMap((message) => (message.type === 'samples' ? [message.indices] : []))).toEqual([[1]]);
});

test('what goes wrong is told: of one trial, or of all', async () => {
  const { predictions, sent, client, open } = networks();
  const lost = { initializer: 'lost', seed: 1 };
  client.evaluate.mockRejectedValueOnce(new Error('The checkpoint cannot be read.'));
  await predictions.ask(request({ trials: [lost, { initializer: 'zeros', seed: 1 }] }));
  expect(sent.slice(2)).toEqual([
    { type: 'notEvaluated', trial: lost, reason: 'It has kept no checkpoint.' },
    {
      type: 'notEvaluated',
      trial: { initializer: 'zeros', seed: 1 },
      reason: 'The checkpoint cannot be read.',
    },
  ]);
  predictions.dispose();
  open.mockRejectedValueOnce(new Error('No such data.'));
  await predictions.ask(request());
  expect(sent.at(-1)).toEqual({ type: 'notEvaluated', reason: 'No such data.' });
  await predictions.ask(request({ samples: [1] }));
  expect(sent.at(-1)).toMatchObject({ type: 'evaluation' });
  predictions.dispose();
});

test('a process that has ended is replaced, one that is not needed any more ended', async () => {
  const { predictions, open, client, end } = networks();
  await predictions.ask(request());
  end();
  await expect
    .poll(async () => {
      await predictions.ask(request());
      return open.mock.calls.length;
    })
    .toBe(2);
  predictions.dispose();
  await expect.poll(() => client.dispose.mock.calls.length).toBe(1);
});

test('only requests that keep to the contract are heard', () => {
  const message = { type: 'predictions', ...request({ step: 3, drawing: new Uint8Array(784) }) };
  expect(asPageMessage(message)).toEqual(message);
  for (const wrong of [
    { samples: [-1] },
    { samples: '0' },
    { trials: [{}] },
    { latest: 'now' },
    { step: 0.5 },
    { drawing: [1, 2] },
  ])
    expect(asPageMessage({ ...message, ...wrong })).toBeUndefined();
});
