import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EventFileWriter } from '../../../../src/runs/events/eventFileWriter';
import { RunReader } from '../../../../src/runs/store/runReader';
import { RunWriter } from '../../../../src/runs/store/runWriter';
import { createRun, fakeProcesses } from '../experiment';
import { FakeClock } from '../fakeClock';
import { temporaryFolder } from '../temporaryFolder';

const he = { initializer: 'heNormal', seed: 1 };
const loss = { ...he, split: 'train', tag: 'loss' } as const;

const clock = new FakeClock();
const processes = fakeProcesses();

async function runWith(steps: number): Promise<RunWriter> {
  const writer = await createRun(temporaryFolder(), undefined, { clock, processes });
  for (let step = 0; step < steps; step++)
    writer.scalar(he, { split: 'train', tag: 'loss', step, wallTime: 0, value: step });
  return writer;
}

const load = (writer: RunWriter): Promise<RunReader> => RunReader.load(writer.folder, { clock, processes });

describe('RunReader', () => {
  test('a resumed trial’s second file replaces the steps that it repeats', async () => {
    const writer = await runWith(10);
    await writer.finish('stopped');
    const folder = join(writer.folder, 'heNormal', 'seed-1', 'train');
    const resumed = new EventFileWriter(join(folder, 'events.out.tfevents.9999999999.h.1.0'), clock);
    for (const step of [5, 6]) resumed.scalar('loss', step, 1, 100 + step);
    resumed.close();
    const series = (await load(writer)).find(loss)!;
    expect([...series.steps]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...series.values]).toEqual([0, 1, 2, 3, 4, 105, 106]);
  });

  test('a run that goes on voids what it measured from its checkpoint on, in every series and at once', async () => {
    const writer = await runWith(10);
    const accuracy = { split: 'train', tag: 'accuracy', wallTime: 0 } as const;
    writer.scalar(he, { ...accuracy, step: 8, value: 0.5 });
    const histogram = {
      split: 'train',
      tag: 'weights/a',
      wallTime: 0,
      edges: Float64Array.of(0, 1),
    } as const;
    for (const step of [0, 9]) writer.histogram(he, { ...histogram, step, counts: Float64Array.of(1) });
    await writer.finish('stopped');
    const { experiment, versions, engine, totalSteps } = writer.manifest;
    const resumed = await RunWriter.resume(
      writer.folder,
      { experiment, versions, engine, totalSteps, steps: [{ ...he, step: 4 }] },
      { clock, processes, random: Math.random },
    );
    resumed.scalar(he, { split: 'train', tag: 'loss', step: 4, wallTime: 1, value: 104 });
    resumed.flush();
    const reader = await load(writer);
    expect([...reader.find(loss)!.values]).toEqual([0, 1, 2, 3, 104]);
    expect(reader.find({ ...loss, tag: 'accuracy' })!.steps).toHaveLength(0);
    const kept = await reader.readHistograms({ ...he, split: 'train' }, ['weights/a']);
    expect(kept.get('weights/a')?.map(({ step }) => step)).toEqual([0]);
    expect(reader.manifest).toMatchObject({ state: 'running', trials: [{ state: 'waiting', step: 4 }] });
    expect(reader.manifest).not.toHaveProperty('ended');
    expect(reader.manifest.resumed).toHaveLength(1);
    await expect(
      RunWriter.resume(writer.folder, { experiment, versions, engine, totalSteps, steps: [] }),
    ).rejects.toThrow(/is held by process/);
    await resumed.finish('finished');
  });

  test('histograms are read on demand', async () => {
    const writer = await runWith(1);
    const point = { split: 'probe', tag: 'weights/a', wallTime: 0, edges: Float64Array.of(0, 1) } as const;
    writer.histogram(he, { ...point, step: 0, counts: Float64Array.of(3) });
    writer.histogram(he, { ...point, step: 9, counts: Float64Array.of(4) });
    writer.histogram(he, { ...point, tag: 'weights/b', step: 9, counts: Float64Array.of(4) });
    await writer.finish('finished');
    const reader = await load(writer);
    const key = { ...he, split: 'probe' } as const;
    expect(reader.histogramTags(key)).toEqual(['weights/a', 'weights/b']);
    const histograms = await reader.readHistograms(key, ['weights/a', 'weights/c']);
    expect([...histograms.keys()]).toEqual(['weights/a', 'weights/c']);
    expect(histograms.get('weights/a')?.map(({ step, counts }) => [step, ...counts])).toEqual([
      [0, 3],
      [9, 4],
    ]);
    expect(histograms.get('weights/c')).toEqual([]);
    expect([...reader.series()].map((series) => series.key)).toEqual([loss]);
  });

  test('a torn tail is noted once the run has ended, not while it may still grow', async () => {
    const writer = await runWith(2);
    writer.flush();
    const folder = join(writer.folder, 'heNormal', 'seed-1', 'train');
    const file = join(folder, readdirSync(folder)[0]!);
    appendFileSync(file, 'torn');
    const reader = new RunReader(writer.folder, { clock, processes });
    expect((await reader.poll()).notes).toEqual([]);
    await writer.finish('stopped');
    clock.advance(1000);
    expect((await reader.poll()).notes).toMatchObject([
      { file, message: expect.stringContaining('last 4 bytes') as string },
    ]);
    clock.advance(1000);
    expect((await reader.poll()).notes).toEqual([]);
  });

  test('what is no part of the layout is left alone', async () => {
    const writer = await runWith(1);
    await writer.finish('finished');
    mkdirSync(join(writer.folder, 'heNormal', 'notes', 'train'), { recursive: true });
    mkdirSync(join(writer.folder, 'heNormal', 'seed-1', 'test'));
    writeFileSync(join(writer.folder, 'heNormal', 'seed-1', 'train', 'notes.txt'), 'x');
    const { series, notes } = await new RunReader(writer.folder, { clock, processes }).poll();
    expect(series).toHaveLength(1);
    expect(notes).toEqual([]);
  });

  test('an event file that vanishes becomes a note, once', async () => {
    const writer = await runWith(1);
    await writer.finish('finished');
    const reader = await load(writer);
    rmSync(join(writer.folder, 'heNormal'), { recursive: true });
    expect((await reader.poll()).notes).toMatchObject([
      { message: expect.stringContaining('ENOENT') as string },
    ]);
    expect((await reader.poll()).notes).toEqual([]);
  });

  test('a run whose run.json is gone is refused with its path', async () => {
    const writer = await runWith(1);
    rmSync(join(writer.folder, 'run.json'));
    await expect(load(writer)).rejects.toThrow(join(writer.folder, 'run.json'));
  });
});
