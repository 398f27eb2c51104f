import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../src/runs/clock';
import { updateManifest, readManifest } from '../../../../src/runs/store/manifest';
import { RunReader } from '../../../../src/runs/store/runReader';
import { RunWriter } from '../../../../src/runs/store/runWriter';
import { createRunId } from '../../../../src/runs/store/runId';
import { createRun, experimentOf, fakeProcesses } from '../experiment';
import { FakeClock } from '../fakeClock';
import { temporaryFolder } from '../temporaryFolder';

const he = { initializer: 'heNormal', seed: 1 };

describe('a run that is written', () => {
  test('has a sortable id, a manifest and one folder for each trial and split', async () => {
    const runs = temporaryFolder();
    const writer = await createRun(runs, experimentOf(['heNormal', 'a/b'], { seeds: [0, -3] }), {
      random: () => 0.5,
    });
    expect(writer.id).toBe('2026-11-22T09-14-03-i000');
    expect(writer.folder).toBe(join(runs, 'Depth', writer.id));
    writer.scalar(
      { initializer: 'a/b', seed: -3 },
      { split: 'probe', tag: 't', step: 0, wallTime: 0, value: 1 },
    );
    await writer.finish('finished');

    expect(readdirSync(join(writer.folder, 'a%2Fb', 'seed--3', 'probe'))).toEqual([
      `events.out.tfevents.${Date.UTC(2026, 10, 22, 9, 14, 3) / 1000}.testhost.100.0`,
    ]);
    expect(await readManifest(writer.folder)).toMatchObject({
      format: 1,
      id: writer.id,
      name: writer.id,
      host: 'testhost',
      pid: 100,
      started: '2026-11-22T09:14:03.000Z',
      ended: '2026-11-22T09:14:03.000Z',
      state: 'finished',
      trials: [
        { initializer: 'heNormal', seed: 0, state: 'waiting', step: 0 },
        { initializer: 'heNormal', seed: -3, state: 'waiting', step: 0 },
        { initializer: 'a/b', seed: 0 },
        { initializer: 'a/b', seed: -3 },
      ],
    });
    expect(existsSync(join(writer.folder, 'run.lock'))).toBe(false);
  });

  test('is whole and in order though the clock was set back', async () => {
    const clock = new FakeClock();
    const writer = await createRun(temporaryFolder(), undefined, { clock });
    const write = (from: RunWriter, step: number): void => {
      const wallTime = clock.now() / 1000;
      from.scalar(he, { split: 'train', tag: 'loss', step, wallTime, value: step });
    };
    write(writer, 0);
    clock.advance(-3_600_000);
    for (const step of [1, 2]) write(writer, step);
    const seen = await RunReader.load(writer.folder); // nothing waits for the hour to pass again
    expect([...(seen.find({ ...he, split: 'train', tag: 'loss' })?.steps ?? [])]).toEqual([0, 1]);
    await writer.finish('stopped');
    clock.advance(-3_600_000);
    const { experiment, versions, engine, totalSteps } = writer.manifest;
    const change = { experiment, versions, engine, totalSteps, steps: [{ ...he, step: 2 }] };
    const again = await RunWriter.resume(writer.folder, change, {
      clock,
      processes: fakeProcesses(),
      random: Math.random,
    });
    write(again, 2);
    write(again, 3);
    await again.finish('finished');
    const series = (await RunReader.load(writer.folder)).find({ ...he, split: 'train', tag: 'loss' });
    expect([...(series?.steps ?? [])]).toEqual([0, 1, 2, 3]);
  });

  test('two runs of the same moment and the same random number get different ids', async () => {
    const runs = temporaryFolder();
    const numbers = [0.5, 0.5, 0.25];
    const random = (): number => numbers.shift()!;
    const [first, second] = [
      await createRun(runs, undefined, { random }),
      await createRun(runs, undefined, { random }),
    ];
    expect(second.id).not.toBe(first.id);
  });

  test('ids sort by time', () => {
    const times = [0, 1e12, 1.79e12, 1.79e12 + 1000];
    const ids = times.map((time) => createRunId(time, () => 0));
    expect([...ids].sort()).toEqual(ids);
  });

  test('labels that differ in case alone are refused, with both named', async () => {
    await expect(createRun(temporaryFolder(), experimentOf(['He', 'he']))).rejects.toThrow(/“He” and “he”/);
  });

  test('trials’ states and a rename by someone else are both kept', async () => {
    const clock = new FakeClock();
    const writer = await createRun(temporaryFolder(), undefined, { clock });
    writer.updateTrial(he, { state: 'running', step: 7 });
    const others = { processes: fakeProcesses(), clock: systemClock };
    await updateManifest(writer.folder, (manifest) => ({ ...manifest, name: 'Mine' }), others);
    const divergence = { step: 9, tensor: 'dense_1/kernel' };
    writer.updateTrial(he, { state: 'diverged', step: 9, divergence });
    await writer.finish('finished');
    expect(await readManifest(writer.folder)).toMatchObject({
      name: 'Mine',
      state: 'finished',
      trials: [{ ...he, state: 'diverged', step: 9, divergence }],
    });
  });

  test('a step that run.json speaks of is there to be read, whatever happens next', async () => {
    const clock = new FakeClock();
    const writer = await createRun(temporaryFolder(), undefined, { clock });
    // just before the manifest is saved, so that no other reason to write the point has come
    writer.updateTrial(he, { state: 'running', step: 0 });
    clock.advance(150);
    writer.scalar(he, { split: 'train', tag: 'loss', step: 0, wallTime: 0, value: 2 });
    writer.updateTrial(he, { step: 1 });
    clock.advance(50);
    await expect.poll(async () => (await readManifest(writer.folder)).trials[0]?.step).toBe(1);
    const killed = await RunReader.load(writer.folder, { clock, processes: fakeProcesses() });
    expect(killed.find({ ...he, split: 'train', tag: 'loss' })?.steps).toEqual(Float64Array.of(0));
    await writer.finish('stopped');
  });

  test('a failure is recorded with its log', async () => {
    const writer = await createRun(temporaryFolder());
    writer.updateTrial(he, { state: 'running' });
    await writer.fail({ message: 'out of memory', log: ['a', 'b'] });
    expect(await readManifest(writer.folder)).toMatchObject({
      state: 'failed',
      failure: { message: 'out of memory', log: ['a', 'b'] },
      trials: [{ state: 'stopped' }],
    });
  });

  test('a manifest that cannot be saved is reported by the next call', async () => {
    const clock = new FakeClock();
    const writer = await createRun(temporaryFolder(), undefined, { clock });
    writeFileSync(join(writer.folder, 'run.json'), 'broken');
    writer.updateTrial(he, { step: 1 });
    await expect(writer.finish('finished')).rejects.toThrow(/run\.json is not JSON/);
  });

  test('a folder deleted under a running trial is an error that names the path', async () => {
    const writer = await createRun(temporaryFolder());
    rmSync(writer.folder, { recursive: true });
    writeFileSync(writer.folder, '');
    const point = { split: 'train', tag: 'loss', step: 0, wallTime: 0, value: 1 } as const;
    expect(() => writer.scalar(he, point)).toThrow(writer.folder);
  });
});

test('what is written is what is read, while it is written', async () => {
  const clock = new FakeClock();
  const processes = fakeProcesses();
  const writer = await createRun(temporaryFolder(), undefined, { clock, processes });
  const reader = await RunReader.load(writer.folder, { clock, processes });
  expect(reader.manifest.state).toBe('running');
  for (let step = 0; step < 3; step++) {
    writer.scalar(he, { split: 'train', tag: 'loss', step, wallTime: 5 + step, value: step });
    clock.advance(500);
    const { series } = await reader.poll();
    expect(series).toEqual([
      {
        key: { ...he, split: 'train', tag: 'loss' },
        reset: false,
        steps: Float64Array.of(step),
        values: Float32Array.of(step),
        wallTimes: Float64Array.of(5 + step),
      },
    ]);
  }
  await writer.finish('finished');
  expect(readFileSync(join(writer.folder, 'run.json'), 'utf8')).toContain('"finished"');
  clock.advance(500);
  expect((await reader.poll()).manifest?.state).toBe('finished');
});
