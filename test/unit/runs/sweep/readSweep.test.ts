import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openRun } from '../../../../src/runs/openRun';
import type { RunSource } from '../../../../src/runs/openRun';
import { RunWriter } from '../../../../src/runs/store/runWriter';
import { readSweep } from '../../../../src/runs/sweep/readSweep';
import { manifestOf } from '../../../support/manifest';
import { experimentOf, fakeProcesses, startOf } from '../experiment';
import { FakeClock } from '../fakeClock';
import { temporaryFolder } from '../temporaryFolder';

const axes = [{ name: 'depth', values: [1, 2] }];
const trial = { initializer: 'heNormal', seed: 1 };

/** A run of a sweep that came to an accuracy. @returns its folder */
async function runOf(
  runs: string,
  id: string,
  at: number,
  accuracy: number,
  clock: FakeClock,
): Promise<string> {
  clock.advance(1000);
  const start = { ...startOf(experimentOf(['heNormal'])), sweep: { id, axes, at: [at] } };
  const writer = await RunWriter.create(runs, start, {
    clock,
    processes: fakeProcesses(),
    random: Math.random,
  });
  const point = { split: 'validation', step: 0, wallTime: 0 } as const;
  writer.scalar(trial, { ...point, tag: 'accuracy', value: accuracy });
  writer.scalar(trial, { ...point, tag: 'loss', value: 1 });
  await writer.finish('finished');
  return writer.folder;
}

async function opened(folder: string): Promise<RunSource> {
  const run = openRun(folder);
  await run.poll();
  return run;
}

const unexpected = (text: string): void => {
  throw new Error(text);
};

test('the runs of a sweep are found from any of them, wherever they lie; of each point the latest', async () => {
  const root = temporaryFolder();
  const clock = new FakeClock();
  const runs = join(root, 'runs');
  const first = await runOf(runs, 's', 0, 0.25, clock);
  await runOf(runs, 's', 1, 0.5, clock);
  await runOf(runs, 's', 1, 0.75, clock);
  await runOf(runs, 'another', 1, 0.125, clock);
  const elsewhere = join(root, 'copied');
  cpSync(dirname(first), elsewhere, { recursive: true });
  const facts = await readSweep(await opened(first.replace(dirname(first), elsewhere)), unexpected);
  expect(facts?.axes).toEqual(axes);
  expect(
    facts?.points.map(({ at, folder, initializers }) => [
      ...at,
      dirname(folder ?? ''),
      initializers[0]?.accuracy,
    ]),
  ).toEqual([
    [1, elsewhere, 0.75],
    [0, elsewhere, 0.25],
  ]);
});

test('a run that is damaged is told and left out; a run of no sweep has no facts', async () => {
  const runs = join(temporaryFolder(), 'runs');
  const clock = new FakeClock();
  const whole = await runOf(runs, 's', 0, 0.25, clock);
  const damaged = await runOf(runs, 's', 1, 0.5, clock);
  writeFileSync(join(damaged, 'run.json'), '{');
  expect((await readSweep(await opened(whole), unexpected))?.points.map(({ at }) => at)).toEqual([[0]]);
  const manifest = manifestOf(experimentOf(['heNormal']));
  expect(await readSweep({ folder: whole, manifest }, unexpected)).toBeUndefined();
});
