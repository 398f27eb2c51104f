import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCpu } from '../../../../src/engine/cpu';
import type { Engine } from '../../../../src/engine/engine';
import { judge, race } from '../../../../src/engine/race/race';
import type { Race } from '../../../../src/engine/race/race';
import { phrase, say } from '../../../../src/shared/phrase';
import { timingsIn } from '../../../../src/engine/race/timings';

const cpu = await openCpu();
const rival = { name: 'onnxruntime', version: '1.30.0', device: 'EPYC (2 cores)' } as const;

let clock = 0;
/** An engine whose steps take so many milliseconds of the fake clock. */
const stepping = (milliseconds: number, name: Engine['name'] = 'webgpu'): Engine => ({
  ...cpu,
  name,
  device: { kind: 'gpu', name: 'GPU' },
  dispose: () => undefined,
  prepare: () =>
    Promise.resolve({
      instantiate: () => ({
        run: () => {
          clock += milliseconds;
          return Promise.resolve({ read: () => Promise.resolve({}), drop: () => undefined });
        },
        read: () => Promise.resolve({}),
        dispose: () => undefined,
      }),
      dispose: () => Promise.resolve(),
    }),
});

let folder: string;
beforeEach(async () => {
  clock = 0;
  folder = await mkdtemp(join(tmpdir(), 'initscope-race-'));
});
afterEach(() => rm(folder, { recursive: true }));

const against = (milliseconds: number | undefined, cores = 8): Race => ({
  openRival: () =>
    Promise.resolve(milliseconds === undefined ? undefined : stepping(milliseconds, 'onnxruntime')),
  rival,
  cores,
  timings: timingsIn(folder),
  now: () => clock,
});

test('the shorter step wins, the GPU where they are the same', () => {
  expect(judge({ gpu: 1, cpu: 2 }, 'onnxruntime').gpuWins).toBe(true);
  expect(judge({ gpu: 2, cpu: 2 }, 'onnxruntime').gpuWins).toBe(true);
  expect(judge({ gpu: 3, cpu: 2 }, 'onnxruntime')).toEqual({
    gpuWins: false,
    reason: phrase(
      'A training step of {0} networks timed here takes {1} ms on it and {2} ms on {3}.',
      8,
      '3.00',
      '2.00',
      'onnxruntime',
    ),
  });
});

test('both are timed, first rounds left out, and tfjs is left on the backend of the GPU', async () => {
  const { gpuWins, reason } = await race(stepping(0.5), against(2.5));
  expect(gpuWins).toBe(true);
  expect(say(reason)).toContain('0.50 ms on it and 2.50 ms');
  expect(cpu.tf.getBackend()).toBe('cpu');
});

test('a GPU trains eight networks at once, the processor as many as it has cores', async () => {
  const { gpuWins, reason } = await race(stepping(5), against(2, 3));
  expect(gpuWins).toBe(true);
  expect(say(reason)).toContain('5.00 ms on it and 6.00 ms');
});

test('a second start on the same machine times nothing', async () => {
  await race(stepping(2), against(1));
  const timed = clock;
  expect(say((await race(stepping(1), against(5))).reason)).toContain('2.00 ms on it and 1.00 ms');
  expect(clock).toBe(timed);
});

test('another version or device is timed anew', async () => {
  await race(stepping(2), against(1));
  const newer = { ...stepping(0.5), version: 'newer' };
  expect((await race(newer, against(1))).gpuWins).toBe(true);
  expect((await race(stepping(2), against(9))).gpuWins).toBe(false);
});

test('a GPU with nothing to compare it to wins, and that is not remembered', async () => {
  expect((await race(stepping(9), against(undefined))).gpuWins).toBe(true);
  expect((await race(stepping(9), against(1))).gpuWins).toBe(false);
});

test('a damaged file is as good as none, and is mended', async () => {
  await race(stepping(2), against(1));
  const [file] = await readdir(folder);
  await writeFile(join(folder, file!), '{"webgpu":');
  expect(say((await race(stepping(3), against(4))).reason)).toContain('3.00 ms on it and 4.00 ms');
  expect(say((await race(stepping(9), against(9))).reason)).toContain('3.00 ms on it and 4.00 ms');
  expect(await readdir(folder)).toEqual([file]);
});

test('a folder that cannot be made keeps nothing and stops nothing', async () => {
  await writeFile(join(folder, 'file'), '');
  const timings = timingsIn(join(folder, 'file', 'below'));
  await timings.keep(['a'], { gpu: 1, cpu: 2 });
  expect(await timings.find(['a'], ['gpu', 'cpu'])).toBeUndefined();
});
