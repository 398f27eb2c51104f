import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleForNode, bundleProduct } from '../../../scripts/bundles';
import { describeDataset } from '../../../src/data/registry';
import { parseExperiment } from '../../../src/experiment/parse';
import { isResumable } from '../../../src/runs/resumable';
import { RunReader } from '../../../src/runs/store/runReader';
import { RunStore } from '../../../src/runs/store/runStore';
import type { ReadableRun } from '../../../src/runs/store/runStore';
import type { EngineName } from '../../../src/shared/engineNames';
import { LOSS } from '../../../src/shared/tags';
import { launchTrainer } from '../../../src/trainer/client';
import type { TrainerClient, TrainerOptions } from '../../../src/trainer/client';
import type { TrainerEnd } from '../../../src/trainer/outcome';
import type { StartParams } from '../../../src/trainer/protocol';
import { findAdapter } from '../../conformance/engine/softwareGpu';

/** Memory or the GPU is gone while a run trains: the real trainer, in which only their end is brought about. */

const ROOT = join(import.meta.dirname, '../../..');
const noGpu = await findAdapter();
if (noGpu !== undefined) console.warn(`The loss of a GPU was not tested: ${noGpu}`);
/** A GPU played by a processor that others use, too, takes its time. */
const WAIT = { timeout: 240_000 } as const;
const PATIENCE = 600_000;
/** Signals, and limits of the shell. */
const posix = process.platform !== 'win32';

interface Wanted {
  readonly engine: EngineName;
  readonly units?: number;
}
const config = ({ engine, units = 8 }: Wanted): string => `
dataset: { source: { spiral: { samples: 60, classes: 3 } } }
model: { activation: relu, layers: [{ dense: ${units} }, { dense: ${units} }, { dense: 3 }] }
initializers: [${engine === 'webgpu' ? 'heNormal' : 'heNormal, glorotUniform'}]
training: { batchSize: 16, steps: 10000000, checkpoint: { steps: 2 } }
telemetry: { probeSamples: 32, probeInterval: 1000 }
engine: ${engine}
`;

/** Inside the package, so that the engines are found: a folder for each trainer. */
let folder: string;
beforeAll(async () => {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  folder = await mkdtemp(join(ROOT, '.cache', 'starved-'));
  const entry = (name: string): string => join(import.meta.dirname, 'entries', `${name}.ts`);
  const product = ['whole', 'gpu', 'memory'].map((kind) => bundleProduct('worker', join(folder, kind)));
  await Promise.all([
    ...product,
    bundleProduct('trainer', join(folder, 'whole')),
    bundleProduct('trainer', join(folder, 'worker')),
    bundleForNode(entry('workerMemoryGone'), join(folder, 'worker', 'worker.cjs')),
    bundleForNode(entry('memoryGone'), join(folder, 'memory', 'trainer.cjs')),
    bundleForNode(entry('gpuLost'), join(folder, 'gpu', 'trainer.cjs')),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const launch = (kind: string, options: Partial<TrainerOptions> = {}): Promise<TrainerClient> =>
  launchTrainer({ script: join(folder, kind, 'trainer.cjs'), ...options });

/** As `launch`, with more in the process's environment. */
async function launchWith(kind: string, env: Readonly<Record<string, string>>): Promise<TrainerClient> {
  const before = process.env;
  process.env = { ...before, ...env };
  try {
    return await launch(kind, { logLines: 500 }); // V8's last words are long
  } finally {
    process.env = before;
  }
}
const SMALL_HEAP = { NODE_OPTIONS: '--max-old-space-size=128' };

/** What a run is started with, in a folder of its own. */
function orderOf(name: string, wanted: Wanted): StartParams {
  const text = config(wanted);
  const path = `/${name}.initscope.yaml`;
  const { experiment, problems } = parseExperiment(text, { path, describeDataset });
  if (experiment === undefined) throw new Error(JSON.stringify(problems));
  return { experiment, config: { path, text }, runsFolder: join(folder, 'runs', name), ...places() };
}
const places = (): Pick<StartParams, 'engineFolders' | 'datasetCache'> => ({
  engineFolders: [],
  datasetCache: folder,
});

async function only(runsFolder: string): Promise<ReadableRun> {
  const [run, ...more] = await new RunStore(runsFolder).list();
  if (run?.kind !== 'run' || more.length > 0) throw new Error('not one run that can be read');
  return run;
}

const hasState = async (runsFolder: string): Promise<boolean> =>
  (await only(runsFolder)).manifest.trials.every(({ checkpoint = 0 }) => checkpoint > 0);

/** Trains, takes away once there is a state to go on from, and waits for the end. */
async function trainUntilTaken(
  client: TrainerClient,
  params: StartParams,
  take: () => unknown,
): Promise<TrainerEnd> {
  await client.start(params);
  await expect.poll(() => hasState(params.runsFolder), WAIT).toBe(true);
  await take();
  return client.ended;
}

/** All steps up to the state that is kept can be read, and the run goes on behind them. */
async function expectToGoOn(runsFolder: string): Promise<void> {
  const { folder: runFolder, manifest } = await only(runsFolder);
  expect(isResumable(manifest)).toBe(true);
  const reader = await RunReader.load(runFolder);
  const [trial] = manifest.trials;
  const kept = trial!.checkpoint!;
  const steps = [...(reader.find({ ...trial!, split: 'train', tag: LOSS })?.steps ?? [])];
  expect(steps.slice(0, kept)).toEqual(Array.from({ length: kept }, (_, step) => step));
  const client = await launch('whole');
  await client.continueRun({ ...places(), runFolder }, manifest.experiment.name);
  await expect
    .poll(async () => (await only(runsFolder)).manifest.trials[0]?.checkpoint, WAIT)
    .toBeGreaterThan(kept);
  await client.stop();
  expect(await client.ended).toEqual({ kind: 'finished', state: 'stopped' });
}

test.skipIf(!posix || noGpu !== undefined)(
  'a GPU that is lost',
  async () => {
    const params = orderOf('gpu', { engine: 'webgpu', units: 64 });
    const client = await launch('gpu');
    const end = await trainUntilTaken(client, params, () => process.kill(client.pid, 'SIGUSR2'));
    const message = expect.stringMatching(
      /^The GPU was lost: .+ \(.*destroyed.*\)\. Training has ended; what it measured and its last checkpoints are kept\. Resume the run/,
    ) as string;
    expect(end).toMatchObject({ kind: 'failed', failure: { message } });
    expect((await only(params.runsFolder)).manifest).toMatchObject({ state: 'failed', failure: { message } });
    await expectToGoOn(params.runsFolder);
  },
  PATIENCE,
);

test.skipIf(!posix)('the memory of the trainer', async () => {
  const params = orderOf('memory', { engine: 'wasm' });
  const client = await launchWith('memory', SMALL_HEAP);
  const end = await trainUntilTaken(client, params, () => process.kill(client.pid, 'SIGUSR2'));
  const message = 'The trainer process aborted (SIGABRT), usually for lack of memory.';
  expect(end).toMatchObject({ kind: 'interrupted', message });
  expect((await only(params.runsFolder)).manifest).toMatchObject({
    state: 'interrupted',
    failure: { message, log: expect.arrayContaining([expect.stringContaining('out of memory')]) as string[] },
  });
  await expectToGoOn(params.runsFolder);
});

test('the memory of a worker thread', async () => {
  const params = orderOf('worker', { engine: 'wasm' });
  const trigger = join(folder, 'exhaust');
  const client = await launchWith('worker', { ...SMALL_HEAP, INITSCOPE_TEST_EXHAUST: trigger });
  const end = await trainUntilTaken(client, params, () => writeFile(trigger, ''));
  const message = expect.stringMatching(/^Memory ran out \(.+\)\. Training has ended; .*resume/) as string;
  expect(end).toMatchObject({ kind: 'failed', failure: { message } });
  expect((await only(params.runsFolder)).manifest).toMatchObject({ state: 'failed', failure: { message } });
  await expectToGoOn(params.runsFolder);
});

/** Kilobytes that a process may hold: enough for all but the network. */
const LIMIT = 1_000_000;
const limits = posix && spawnSync('sh', ['-c', `ulimit -d ${LIMIT}`]).status === 0;

test.skipIf(process.platform !== 'linux' || !limits)('a network that memory does not hold', async () => {
  const params = orderOf('large', { engine: 'wasm', units: 20_000 });
  const execPath = join(folder, 'limited.sh');
  await writeFile(execPath, `#!/bin/sh\nulimit -d ${LIMIT}\nexec "${process.execPath}" "$@"\n`);
  await chmod(execPath, 0o755);
  const client = await launch('whole', { execPath });
  await client.start(params);
  const message = expect.stringMatching(
    /^Memory ran out \(dense_2\/kernel: .*\)\. Training has ended; .* run a smaller experiment\.$/,
  ) as string;
  expect(await client.ended).toMatchObject({ kind: 'failed', failure: { message } });
  expect((await only(params.runsFolder)).manifest).toMatchObject({ state: 'failed', failure: { message } });
});
