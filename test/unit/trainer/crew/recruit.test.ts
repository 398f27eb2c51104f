import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Station } from '../../../../src/trainer/crew/contract';
import { recruit } from '../../../../src/trainer/crew/recruit';

test('what a thread told before somebody listens comes, in order, when that one holds what it has begun', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'initscope-recruit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(
    join(folder, 'worker.cjs'),
    `const { parentPort, workerData } = require('node:worker_threads');
     for (const word of ['one', 'two']) parentPort.postMessage(word);
     Atomics.store(workerData.told, 0, 1);
     parentPort.on('message', (word) => parentPort.postMessage(word));`,
  );
  const told = new Int32Array(new SharedArrayBuffer(4));
  const thread = recruit({ moduleFolder: folder, told } as unknown as Station);
  onTestFinished(async () => {
    await thread.terminate();
  });
  await expect.poll(() => Atomics.load(told, 0)).toBe(1);
  for (let turn = 0; turn < 3; turn++) await setImmediate();

  const heard: unknown[] = [];
  thread.listen({
    message: (word) => heard.push(word),
    error: (error) => heard.push(error),
    exit: (code) => heard.push(code),
  });
  expect(heard).toEqual([]);
  thread.post({ type: 'ping' });
  await expect.poll(() => heard).toEqual(['one', 'two', { type: 'ping' }]);
});
