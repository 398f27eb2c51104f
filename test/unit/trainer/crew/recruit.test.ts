import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Station } from '../../../../src/trainer/crew/contract';
import { recruit } from '../../../../src/trainer/crew/recruit';
import type { Recruit, RecruitListener } from '../../../../src/trainer/crew/recruit';

/** A thread that runs this code. @param patienceMs as `recruit` has it */
async function threadOf(
  code: string,
  patienceMs?: number,
): Promise<{ thread: Recruit; flag: Int32Array; heard: unknown[]; listener: RecruitListener }> {
  const folder = await mkdtemp(join(tmpdir(), 'initscope-recruit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(
    join(folder, 'worker.cjs'),
    `const { parentPort, workerData } = require('node:worker_threads');\n${code}`,
  );
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const heard: unknown[] = [];
  const hear = (what: unknown): void => void heard.push(what);
  return {
    thread: recruit({ moduleFolder: folder, flag } as unknown as Station, patienceMs),
    flag,
    heard,
    listener: { message: hear, error: hear, exit: hear },
  };
}

test('what a thread told before somebody listens comes, in order, when that one holds what it has begun', async () => {
  const { thread, flag, heard, listener } = await threadOf(
    `for (const word of ['one', 'two']) parentPort.postMessage(word);
     Atomics.store(workerData.flag, 0, 1);
     parentPort.on('message', (word) => {
       if (word.type === 'leave') parentPort.close();
       else parentPort.postMessage(word);
     });`,
  );
  onTestFinished(() => thread.release());
  await expect.poll(() => Atomics.load(flag, 0)).toBe(1);
  for (let turn = 0; turn < 3; turn++) await setImmediate();

  thread.listen(listener);
  expect(heard).toEqual([]);
  thread.post({ type: 'ping' });
  await expect.poll(() => heard).toEqual(['one', 'two', { type: 'ping' }]);
});

test('a thread that is released ends by itself, after what it has begun', async () => {
  const { thread, flag, heard, listener } = await threadOf(
    `parentPort.on('message', (word) => {
       if (word.type !== 'leave') return;
       Atomics.store(workerData.flag, 0, 1);
       parentPort.close();
     });`,
  );
  thread.listen(listener);
  await thread.release();
  expect(Atomics.load(flag, 0)).toBe(1);
  expect(heard).toEqual([0]);
  await thread.release(); // one that is gone
});

test('a thread that does not answer is ended', async () => {
  const { thread, flag, heard, listener } = await threadOf(
    'Atomics.store(workerData.flag, 0, 1); for (;;);',
    50,
  );
  thread.listen(listener);
  await expect.poll(() => Atomics.load(flag, 0)).toBe(1);
  await thread.release();
  expect(heard).toEqual([1]);
});
