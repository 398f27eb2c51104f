import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleProduct } from '../../../scripts/bundles';
import { HealthMonitor } from '../../../src/health/monitor';
import { healthSpec } from '../../../src/health/registry';
import { RunReader } from '../../../src/runs/store/runReader';
import { RunStore } from '../../../src/runs/store/runStore';
import { RunWriter } from '../../../src/runs/store/runWriter';
import { createLiveFeed } from '../../../src/trainer/liveFeed';
import { collectGarbage } from '../../support/garbage';
import { experimentOf, startOf } from '../../support/manifest';
import { bundle } from '../trainer/bundle';

/** Who watches a run may be slow, or stop to watch: training neither waits nor piles up what it would have told. */

const ROOT = join(import.meta.dirname, '../../..');
const STEPS = 4000;
const CONFIG = `
name: watched
dataset: { source: { spiral: { samples: 200, classes: 3 } } }
model: { activation: relu, layers: [{ dense: 8 }, { dense: 3 }] }
initializers: [heNormal, glorotUniform]
training: { batchSize: 16, steps: ${STEPS} }
telemetry: { probeSamples: 32, probeInterval: 10 }
engine: wasm
`;

let folder: string;
beforeAll(async () => {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  folder = await mkdtemp(join(ROOT, '.cache', 'watched-'));
  await Promise.all((['trainer', 'worker', 'cli'] as const).map((name) => bundleProduct(name, folder)));
});
// of a trainer that is killed, the last file may come meanwhile
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** The run is finished on disk, every update measured once and in order. */
async function expectWhole(runsFolder: string): Promise<void> {
  const state = async (): Promise<string | undefined> => {
    const [run] = await new RunStore(runsFolder).list();
    return run?.kind === 'run' ? run.manifest.state : undefined;
  };
  await expect.poll(state, { timeout: 280_000 }).toBe('finished');
  const [run] = await new RunStore(runsFolder).list();
  const reader = await RunReader.load(run!.folder);
  for (const initializer of ['heNormal', 'glorotUniform'])
    expect([...(reader.find({ initializer, seed: 1, split: 'train', tag: 'loss' })?.steps ?? [])]).toEqual(
      Array.from({ length: STEPS }, (_, step) => step),
    );
}

/** The most memory that a process has had, in MB; Linux. */
const peakOf = async (pid: number): Promise<number> =>
  Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

test.skipIf(process.platform !== 'linux')('a host that reads nothing any more', async () => {
  const host = await bundle(join(import.meta.dirname, '../trainer/entries/stuckHost.ts'), 'esm');
  const runs = join(folder, 'unread');
  const child = fork(host.script, [join(folder, 'trainer.cjs'), CONFIG, runs], { execArgv: [] });
  const [{ pid }] = (await once(child, 'message')) as [{ pid: number }];
  const before = await peakOf(pid);
  await expectWhole(runs);
  expect((await peakOf(pid)) - before).toBeLessThan(200);
  child.kill('SIGKILL');
  await expect.poll(() => peakOf(pid).catch(() => 'gone'), { timeout: 120_000 }).toBe('gone');
  await host.remove();
});

test.skipIf(process.platform === 'win32')('a terminal that is blocked', async () => {
  const config = join(folder, 'watched.initscope.yaml');
  await writeFile(config, CONFIG);
  const runs = join(folder, 'blocked');
  // a pipe holds 64 KiB: full before the command has said a word
  const command = `(head -c 65536 /dev/zero; exec "$0" "$1" run "$2" --out "$3" 2>&1) | sleep 600`;
  const args = [process.execPath, join(folder, 'cli.cjs'), config, runs];
  const shell = spawn('sh', ['-c', command, ...args], { stdio: 'ignore', detached: true });
  await expectWhole(runs);
  process.kill(-shell.pid!, 'SIGKILL');
});

test('a million points, faster than anything can be written or told', async () => {
  const POINTS = 1_000_000;
  const experiment = experimentOf(['heNormal']);
  const runs = await mkdtemp(join(tmpdir(), 'initscope-flood-'));
  const writer = await RunWriter.create(runs, startOf(experiment));
  let [told, dropped] = [0, 0];
  const feed = createLiveFeed(
    {
      progress: () => undefined,
      metrics: (batch) => {
        told += batch.values.length;
        dropped += batch.dropped;
      },
    },
    () => performance.now(),
  );
  const health = new HealthMonitor({
    rules: healthSpec(undefined),
    trials: writer.manifest.trials,
    totalSteps: POINTS,
    found: () => undefined,
  });
  const trial = { initializer: 'heNormal', seed: 1 };
  const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external;
  collectGarbage();
  const before = used();
  let most = 0;
  for (let step = 0; step < POINTS; step++) {
    const point = { split: 'train', tag: 'loss', step, wallTime: step, value: step } as const;
    writer.scalar(trial, point);
    feed.scalar(trial, point);
    health.scalar(trial, point);
    feed.tick(() => writer.flush());
    if (step % 100_000 !== 0) continue;
    collectGarbage();
    most = Math.max(most, used() - before);
  }
  feed.flush();
  await writer.finish('finished');
  expect(told + dropped).toBe(POINTS);
  expect(most / 2 ** 20).toBeLessThan(200);
  const series = (await RunReader.load(writer.folder)).find({ ...trial, split: 'train', tag: 'loss' });
  expect(series?.steps.every((step, i) => step === i)).toBe(true);
  expect(series?.steps.length).toBe(POINTS);
  await rm(runs, { recursive: true });
});
