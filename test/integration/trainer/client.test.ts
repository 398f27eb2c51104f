import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { launchTrainer } from '../../../src/trainer/client';
import type { TrainerClient, TrainerListeners, TrainerOptions } from '../../../src/trainer/client';
import { connectTo } from '../../../src/trainer/connection';
import { TrainerError } from '../../../src/trainer/outcome';
import * as protocol from '../../../src/trainer/protocol';
import { experimentOf } from '../../support/manifest';
import { bundle } from './bundle';

/** Longer than any machine takes to start a process, for a trainer is watched from the beginning. */
const HANG_LIMIT_MS = 5000;
const WAIT = { timeout: 120_000 };

const entries = join(import.meta.dirname, 'entries');
let trainer: Awaited<ReturnType<typeof bundle>>;
let host: Awaited<ReturnType<typeof bundle>>;
let clients: TrainerClient[] = [];

beforeAll(async () => {
  [trainer, host] = await Promise.all([
    bundle(join(entries, 'scripted.ts')),
    bundle(join(entries, 'host.ts'), 'esm'),
  ]);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.dispose()));
  clients = [];
});
afterAll(() => Promise.all([trainer.remove(), host.remove()]));

async function launch(
  options: Partial<TrainerOptions> = {},
  listeners: TrainerListeners = {},
): Promise<TrainerClient> {
  const client = await launchTrainer({ script: trainer.script, ...options }, listeners);
  clients.push(client);
  return client;
}

/** Of all this, the scripted trainer heeds the experiment's name alone. */
const run = (name: string): protocol.StartParams => ({
  experiment: experimentOf(['zeros'], { name }),
  config: { path: '/nowhere/scripted.initscope.yaml', text: '' },
  runsFolder: '/nowhere',
  engineFolders: [],
  datasetCache: '/nowhere',
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a crash is noticed, with exit code and last output', async () => {
  const client = await launch({ logLines: 3 });
  await client.start(run('crash'));
  expect(await client.ended).toEqual({
    kind: 'interrupted',
    message: 'The trainer process ended unexpectedly with exit code 3.',
    log: ['line 98', 'line 99', 'line 100'],
  });
});

test('a kill is noticed', async () => {
  const client = await launch();
  await client.start(run('idle'));
  process.kill(client.pid, 'SIGKILL');
  expect(await client.ended).toMatchObject({
    kind: 'interrupted',
    message: expect.stringContaining('killed (SIGKILL)') as string,
  });
});

test('a request that the process can no longer answer is rejected', async () => {
  const client = await launch();
  process.kill(client.pid, 'SIGSTOP');
  const started = client.start(run('idle'));
  process.kill(client.pid, 'SIGKILL');
  await expect(started).rejects.toThrow(TrainerError);
});

test('a process that hangs is told of, and killed', async () => {
  const responding = vi.fn();
  const client = await launch({ hangLimitMs: HANG_LIMIT_MS }, { responding });
  await client.start(run('hang'));
  expect(await client.ended).toMatchObject({
    kind: 'interrupted',
    message: `The trainer process did not answer for ${HANG_LIMIT_MS / 1000} s and was killed.`,
  });
  expect(isAlive(client.pid)).toBe(false);
  expect(responding.mock.lastCall).toEqual([false]);
});

test.skipIf(process.platform !== 'linux')(
  'a process that is suspended is told of and waited for, and goes on when it may',
  async () => {
    const told: boolean[] = [];
    const client = await launch(
      { hangLimitMs: HANG_LIMIT_MS },
      { responding: (responds) => told.push(responds) },
    );
    await client.start(run('idle'));
    process.kill(client.pid, 'SIGSTOP');
    await vi.waitUntil(() => told.includes(false), WAIT);
    await delay(1.5 * HANG_LIMIT_MS);
    expect(isAlive(client.pid)).toBe(true);
    process.kill(client.pid, 'SIGCONT');
    await vi.waitUntil(() => told.at(-1) === true, WAIT);
  },
);

test('an error of the training is told as it is', async () => {
  const client = await launch();
  await client.start(run('fail'));
  expect(await client.ended).toMatchObject({ kind: 'failed', failure: { message: 'The disk is full.' } });
});

test('a host that never handles a message holds nothing up and loses no count', async () => {
  const batches: protocol.MetricsBatch[] = [];
  const client = await launch(
    {},
    {
      metrics(batch) {
        batches.push(batch);
        return new Promise(() => undefined);
      },
    },
  );
  await client.start(run('flood'));
  expect(await client.ended).toEqual({ kind: 'finished', state: 'finished' });
  expect(batches.length).toBeLessThanOrEqual(5);
  const told = batches.reduce((sum, batch) => sum + batch.values.length + batch.dropped, 0);
  expect(told).toBe(1_000_000);
  expect(batches.at(-1)!.values.at(-1)).toBe(999_999);
});

test('a disposed trainer is gone', async () => {
  const client = await launch();
  await client.start(run('idle'));
  await client.dispose();
  expect(isAlive(client.pid)).toBe(false);
  expect(await client.ended).toMatchObject({
    kind: 'interrupted',
    message: 'The trainer process was closed.',
  });
});

test('a disposed trainer that does not listen is killed after the grace period', async () => {
  const client = await launch({ graceMs: 100 });
  await client.start(run('hang'));
  await client.dispose();
  expect(isAlive(client.pid)).toBe(false);
});

test('a trainer does not outlive its host', async () => {
  const child = fork(host.script, [trainer.script], { execArgv: [] });
  const [pid] = (await once(child, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  await vi.waitUntil(() => !isAlive(pid), WAIT);
});

test('another protocol version is refused', async () => {
  const child = fork(trainer.script, [], { serialization: 'advanced', execArgv: [] });
  const connection = connectTo(child);
  connection.listen();
  await expect(
    connection.sendRequest(protocol.Hello, { protocol: 99, hostPid: process.pid }),
  ).rejects.toMatchObject({
    code: protocol.START_ERRORS.protocolMismatch,
    message: expect.stringContaining('the host 99') as string,
  });
  child.disconnect();
  await once(child, 'exit');
});

test('a script that does not exist is told', async () => {
  await expect(launch({ script: '/nowhere/trainer.cjs' })).rejects.toMatchObject({
    message: expect.stringContaining('exit code 1') as string,
    log: expect.arrayContaining([expect.stringContaining('Cannot find module')]) as string[],
  });
});
