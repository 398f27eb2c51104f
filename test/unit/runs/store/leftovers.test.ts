import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeLeftovers, temporaryName } from '../../../../src/runs/store/leftovers';
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

test('a runs folder that is not there is no error', async () => {
  await removeLeftovers(join(temporaryFolder(), 'nowhere'), { processes, clock });
});
