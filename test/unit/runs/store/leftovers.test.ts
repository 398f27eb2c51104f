import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeLeftovers } from '../../../../src/runs/store/leftovers';
import { temporaryName } from '../../../../src/runs/store/temporaryName';
import { createRun, fakeProcesses } from '../experiment';
import { FakeClock } from '../fakeClock';
import { temporaryFolder } from '../temporaryFolder';

const clock = new FakeClock();
const processes = fakeProcesses(100, new Set([100, 200]));

test('of files meant for a moment, those of dead processes of this machine go', async () => {
  const runs = temporaryFolder();
  const writer = await createRun(runs, undefined, { processes });
  const of = (host: string, pid: number): string =>
    temporaryName(join(writer.folder, 'run.json'), { host, pid });
  const [dead, live, elsewhere] = [of('testhost', 300), of('testhost', 200), of('other.host', 300)];
  const own = join(writer.folder, 'notes.tmp');
  for (const file of [dead, live, elsewhere, own]) writeFileSync(file, '');
  const before = readdirSync(writer.folder);
  await removeLeftovers(runs, { processes, clock });
  const gone = before.filter((name) => !readdirSync(writer.folder).includes(name));
  expect(gone.map((name) => join(writer.folder, name))).toEqual([dead]);
  await writer.finish('finished');
});

test('the folder of a run that had not begun goes, one with anything in it stays', async () => {
  const runs = temporaryFolder();
  const unborn = join(runs, 'Depth', 'unborn');
  const born = join(runs, 'Depth', 'born');
  for (const folder of [unborn, born]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporaryName(join(folder, 'run.lock'), { host: 'testhost', pid: 300 }), '');
  }
  writeFileSync(join(unborn, 'run.lock'), '{}');
  mkdirSync(join(born, 'heNormal'));
  await removeLeftovers(runs, { processes, clock });
  expect(readdirSync(join(runs, 'Depth'))).toEqual(['born']);
  expect(readdirSync(born)).toEqual(['heNormal']);
});

test('checkpoints that a killed trainer had begun go, those of a live one and what a link leads to stay', async () => {
  const runs = temporaryFolder();
  const trial = (run: string): string => join(runs, 'Depth', run, 'heNormal', 'seed-1');
  for (const [run, pid] of [
    ['killed', 300],
    ['live', 200],
  ] as const) {
    for (const name of ['step-00000007', 'step-00000014.tmp', 'step-00000001.old.tmp'])
      mkdirSync(join(trial(run), 'checkpoints', name), { recursive: true });
    const lock = JSON.stringify({ host: 'testhost', pid, noted: clock.now() });
    writeFileSync(join(runs, 'Depth', run, 'run.lock'), lock);
  }
  const foreign = join(temporaryFolder(), 'checkpoints');
  mkdirSync(join(foreign, 'step-00000001.tmp'), { recursive: true });
  mkdirSync(join(runs, 'Depth', 'killed', 'zeros', 'seed-1'), { recursive: true });
  symlinkSync(foreign, join(runs, 'Depth', 'killed', 'zeros', 'seed-1', 'checkpoints'));

  await removeLeftovers(runs, { processes, clock });
  expect(readdirSync(join(trial('killed'), 'checkpoints'))).toEqual(['step-00000007']);
  expect(readdirSync(join(trial('live'), 'checkpoints'))).toHaveLength(3);
  expect(existsSync(join(foreign, 'step-00000001.tmp'))).toBe(true);
});

test('a runs folder that is not there is no error', async () => {
  await removeLeftovers(join(temporaryFolder(), 'nowhere'), { processes, clock });
});
