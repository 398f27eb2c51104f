import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../src/runs/clock';
import { acquireLock, liveHolder, LockedError, waitForLock } from '../../../../src/runs/store/lock';
import { systemProcesses } from '../../../../src/runs/store/processes';
import { fakeProcesses } from '../experiment';
import { temporaryFolder } from '../temporaryFolder';

describe('acquireLock', () => {
  test('of many at once exactly one gets it', async () => {
    const path = join(temporaryFolder(), 'run.lock');
    const processes = fakeProcesses();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => acquireLock(path, processes, systemClock)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(LockedError);
  });

  test('the lock of a dead process is taken over, also by many at once, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'run.lock');
    const alive = new Set([1, 2]);
    await acquireLock(path, fakeProcesses(1, alive), systemClock);
    alive.delete(1);
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => acquireLock(path, fakeProcesses(2, alive), systemClock)),
    );
    const [taken, ...more] = results.filter((result) => result.status === 'fulfilled');
    expect(more).toEqual([]);
    await taken?.value.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what is left of a lock file after a crash of the system does not lock forever', async () => {
    const path = join(temporaryFolder(), 'run.lock');
    writeFileSync(path, '{"host":"testh');
    const lock = await acquireLock(path, fakeProcesses(), systemClock);
    await lock.release();
    expect(existsSync(path)).toBe(false);
  });
});

test('waitForLock takes the lock once it is free', async () => {
  const path = join(temporaryFolder(), 'run.json.lock');
  const first = await acquireLock(path, fakeProcesses(), systemClock);
  const second = waitForLock(path, fakeProcesses(), systemClock);
  await first.release();
  await (await second).release();
  expect(existsSync(path)).toBe(false);
});

describe('systemProcesses', () => {
  test('this process is alive; one that ended, one from before the boot, and a reused pid are not', () => {
    const self = systemProcesses.identify(Date.now());
    expect(systemProcesses.isAlive(self)).toBe(true);
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    expect(systemProcesses.isAlive({ ...self, pid: ended })).toBe(false);
    expect(systemProcesses.isAlive({ ...self, noted: 0 })).toBe(false);
    if (self.start !== undefined)
      expect(systemProcesses.isAlive({ ...self, start: `${self.start}0` })).toBe(false);
    expect(systemProcesses.isAlive({ ...self, host: 'elsewhere', pid: ended })).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')(
    'a process that nobody asks after has ended all the same',
    async () => {
      // a shell that becomes another program does not reap the child that it had, which ends only then
      const shell = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
      });
      const [line] = (await once(shell.stdout!, 'data')) as [Buffer];
      await expect.poll(() => readFileSync(`/proc/${shell.pid!}/comm`, 'utf8')).toBe('sleep\n');
      (shell.stdio[3] as Writable).end();
      const zombie = { host: hostname(), pid: Number(line.toString()), noted: Date.now() };
      await expect.poll(() => systemProcesses.isAlive(zombie)).toBe(false);
      expect(() => process.kill(zombie.pid, 0)).not.toThrow();
      shell.kill('SIGKILL');
    },
  );

  test('a lock names the process that holds it', async () => {
    const path = join(temporaryFolder(), 'run.lock');
    expect(await liveHolder(path, systemProcesses)).toBeUndefined();
    await acquireLock(path, systemProcesses, systemClock);
    expect(await liveHolder(path, systemProcesses)).toMatchObject({ pid: process.pid });
  });
});
